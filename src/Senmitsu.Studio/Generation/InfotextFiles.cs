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
        var bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])) return ExifComment.Read(bytes);
        using var png = new MemoryStream(bytes);
        return PngTextChunks.Read(png).LastOrDefault(chunk => chunk.Keyword == PngTextChunks.ParametersKeyword)?.Text;
    }
}
