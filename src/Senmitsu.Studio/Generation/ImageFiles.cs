using System.Globalization;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Png;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Studio.Generation;

/// <summary>Numbered pictures in a folder, named as AUTOMATIC1111 names them: <c>00012-42.png</c>.</summary>
public static class ImageFiles
{
    private const int NumberDigits = 5;

    /// <summary>Writes a picture with its infotext under the next free number.</summary>
    /// <returns>The file.</returns>
    public static string Save(string folder, PixelImage image, long seed, string infotext)
    {
        Directory.CreateDirectory(folder);
        var number = NextNumber(folder);
        return Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:D5}-{seed}.png")), image, infotext);
    }

    /// <summary>Writes a picture with its infotext under a name, with a number behind it if there is such a file.</summary>
    /// <returns>The file.</returns>
    public static string SaveAs(string folder, string name, PixelImage image, string infotext)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{name}.png");
        for (var i = 1; File.Exists(path); i++) path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{i}.png"));
        return Write(path, image, infotext);
    }

    private static string Write(string path, PixelImage image, string infotext)
    {
        var png = PngTextChunks.Write(ImageFile.EncodePng(image), PngTextChunks.ParametersKeyword, infotext);
        AtomicFile.Write(path, stream => stream.Write(png));
        return path;
    }

    /// <summary>The number after the highest in a folder, 0 in an empty one.</summary>
    internal static int NextNumber(string folder)
    {
        var highest = -1;
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(file.AsSpan());
            if (name.Length > NumberDigits && name[NumberDigits] is '-' or '.' && int.TryParse(name[..NumberDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) highest = Math.Max(highest, number);
        }

        return highest + 1;
    }
}
