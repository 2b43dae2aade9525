using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Senmitsu.Formats.Files;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Studio.Generation;

/// <summary>Pictures that came through a page and are no results of ours: to start from, or to read. Those used last are kept; each is named by its content.</summary>
/// <param name="folder">Where they are kept.</param>
/// <param name="clock">Source of times.</param>
public sealed partial class UploadedPictures(string folder, TimeProvider clock)
{
    private const int Kept = 200;

    /// <summary>A page asks for its picture whenever it is drawn; that it is in use is noted no more often than this.</summary>
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    /// <summary>Takes a picture in.</summary>
    /// <param name="content">A picture file.</param>
    /// <returns>Its name: 64 hex digits.</returns>
    /// <exception cref="ImageFileException">It is no picture, or a damaged one.</exception>
    public string Add(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var name = Convert.ToHexStringLower(SHA256.HashData(content));
        var path = PathOf(name);
        lock (_lock)
        {
            if (Find(name) is not null) return name;
            Directory.CreateDirectory(folder);
            AtomicFile.Write(path, stream => stream.Write(content));
            try
            {
                ImageFile.Verify(path);
            }
            catch (ImageFileException)
            {
                File.Delete(path);
                throw;
            }

            foreach (var old in new DirectoryInfo(folder).EnumerateFiles("*.picture").OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept)) old.Delete();
        }

        return name;
    }

    /// <summary>The file of a picture, which counts as used now; <see langword="null"/> if there is none of this name.</summary>
    /// <param name="name">From <see cref="Add"/>; anything else finds nothing.</param>
    public string? Find(string? name)
    {
        if (name is null || !Name().IsMatch(name)) return null;
        var file = new FileInfo(PathOf(name));
        try
        {
            if (!file.Exists) return null;
            var now = clock.GetUtcNow().UtcDateTime;
            if (now - file.LastWriteTimeUtc >= Precision) file.LastWriteTimeUtc = now;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // another page's upload has just pushed it out
        }

        return file.FullName;
    }

    private string PathOf(string name) => Path.Combine(folder, $"{name}.picture");

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
