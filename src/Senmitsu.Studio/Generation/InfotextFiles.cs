using System.Text;
using Senmitsu.Formats.Exif;
using Senmitsu.Formats.Png;

namespace Senmitsu.Studio.Generation;

/// <summary>Infotext from the files that hold it: PNG, JPEG and WebP pictures, and the text files that A1111 saves beside pictures.</summary>
public static class InfotextFiles
{
    private const long MaxBytes = 512 << 20;
    private const long MaxTextBytes = 1 << 20;

    /// <summary>The infotext of a file, or <see langword="null"/> if it holds none.</summary>
    /// <exception cref="PngException">A PNG is damaged.</exception>
    /// <exception cref="UserErrorException">The file is too large to be either.</exception>
    public static string? Read(string path)
    {
        var length = new FileInfo(path).Length;
        var isText = Path.GetExtension(path).Equals(".txt", StringComparison.OrdinalIgnoreCase);
        if (length > (isText ? MaxTextBytes : MaxBytes)) throw new UserErrorException($"{path} has {length} bytes, more than are read. Give a picture or the text file beside one.");
        if (isText) return File.ReadAllText(path, Encoding.UTF8) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        using var file = File.OpenRead(path);
        return Read(file);
    }

    /// <summary>The infotext of a picture, or <see langword="null"/> if it holds none. Of a PNG, pixels are not read.</summary>
    /// <param name="picture">Seekable, at the start of a PNG, JPEG or WebP file of at most half a gigabyte.</param>
    /// <exception cref="PngException">A PNG is damaged.</exception>
    public static string? Read(Stream picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Length > MaxBytes) throw new UserErrorException($"the picture has {picture.Length} bytes, more than the {MaxBytes} that are read. Give a smaller one.");
        var start = new byte[4];
        var isPng = picture.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start is [0x89, 0x50, 0x4E, 0x47];
        picture.Position = 0;
        if (isPng) return PngTextChunks.Read(picture).LastOrDefault(chunk => chunk.Keyword == PngTextChunks.ParametersKeyword)?.Text;
        var bytes = new byte[picture.Length];
        picture.ReadExactly(bytes);
        return ExifComment.Read(bytes);
    }
}
