using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Senmitsu.Formats.Files;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Studio.Gallery;

/// <summary>
/// Small pictures in a folder that may be deleted at any time. One is made after another, so that a page full of new pictures does not
/// take the threads that answer the others.
/// </summary>
/// <param name="folder">Where they are kept.</param>
internal sealed class Thumbnails(string folder) : IDisposable
{
    /// <summary>Most pixels along one side.</summary>
    public const int Side = 256;

    private const int Quality = 82;

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The small picture of a file, made if it is not there or the file has changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="needsLook">Whether what it looks like is wanted even if it is there already.</param>
    /// <param name="token">Stops the waiting for one's turn.</param>
    /// <returns>Null if the file is gone or no picture.</returns>
    public async Task<Thumbnail?> GetAsync(string path, bool needsLook, CancellationToken token)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return null;
        var target = PathFor(file);
        if (!needsLook && File.Exists(target)) return new(target, null);
        await _turn.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (!File.Exists(target)) return await Task.Run(() => Make(path, target), token).ConfigureAwait(false);
            return new(target, needsLook ? await Task.Run(() => Look(target), token).ConfigureAwait(false) : null);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Deletes the small picture of a file that is about to be moved or deleted.</summary>
    public void Forget(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return;
        try
        {
            File.Delete(PathFor(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is none, or a page is reading it: then a few kilobytes stay.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static Thumbnail? Make(string path, string target)
    {
        try
        {
            var small = Shrink(ImageFile.Read(path, RgbColor.White));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var jpeg = ImageFile.EncodeJpeg(small, Quality);
            AtomicFile.Write(target, stream => stream.Write(jpeg));
            return new(target, PerceptualHash.Of(small));
        }
        catch (Exception e) when (e is ImageFileException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static PerceptualHash? Look(string thumbnail)
    {
        try
        {
            return PerceptualHash.Of(ImageFile.Read(thumbnail));
        }
        catch (ImageFileException)
        {
            return null;
        }
    }

    private static PixelImage Shrink(PixelImage image)
    {
        var longest = Math.Max(image.Width, image.Height);
        if (longest <= Side) return image;
        int Shrunk(int side) => Math.Max(1, (int)Math.Round(side * (double)Side / longest));
        return AreaResampler.Resize(image, Shrunk(image.Width), Shrunk(image.Height));
    }

    /// <summary>A name that changes when the file does.</summary>
    private string PathFor(FileInfo file)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{file.FullName}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}");
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
        return Path.Combine(folder, name[..2], $"{name}.jpg");
    }
}
