using System.Globalization;
using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Png;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation;

namespace Senmitsu.Studio.Gallery;

/// <summary>A picture file as the gallery enters it.</summary>
/// <param name="Path">Below the outputs folder, with <c>/</c>.</param>
/// <param name="Infotext">How it was made.</param>
/// <param name="Size">Pixels.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Modified">When the file was written.</param>
internal sealed record NewImage(string Path, string? Infotext, ImageSize Size, long Length, DateTimeOffset Modified)
{
    /// <summary>The seed in the infotext.</summary>
    public long? Seed => Value("Seed") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;

    /// <summary>The checkpoint in the infotext.</summary>
    public string? Model => Value("Model");

    /// <summary>The first part of the path.</summary>
    public string Folder => Path.Split('/', 2) is [var first, _] ? first : "";

    /// <summary>Reads a picture; only its header and texts are looked at.</summary>
    /// <param name="outputs">The outputs folder.</param>
    /// <param name="file">A file in it.</param>
    /// <returns>Null if it is no picture, or gone.</returns>
    public static NewImage? Read(string outputs, FileInfo file)
    {
        try
        {
            var size = ImageFile.ReadSize(file.FullName);
            string? infotext = null;
            try
            {
                infotext = InfotextFiles.Read(file.FullName);
            }
            catch (PngException)
            {
                // The picture can be shown; that its texts are damaged takes only its settings away.
            }

            return new(RelativePath(outputs, file.FullName), infotext, size, file.Length, file.LastWriteTimeUtc);
        }
        catch (Exception e) when (e is ImageFileException or IOException or UnauthorizedAccessException or UserErrorException)
        {
            return null;
        }
    }

    /// <summary>The path as the gallery keeps it, the same on every platform.</summary>
    public static string RelativePath(string outputs, string path) => System.IO.Path.GetRelativePath(outputs, path).Replace(System.IO.Path.DirectorySeparatorChar, '/');

    private string? Value(string key) => Infotext is null ? null : InfotextParser.Parse(Infotext).TryGet(key, out var value) ? value : null;
}
