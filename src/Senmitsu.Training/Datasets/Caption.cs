using System.Text;

namespace Senmitsu.Training.Datasets;

/// <summary>The caption file of a picture.</summary>
public static class Caption
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The caption file of a picture: the same name with another extension.</summary>
    /// <param name="imagePath">The picture.</param>
    /// <param name="extension">With its dot, as in ".txt".</param>
    /// <returns>The first candidate that exists, or null.</returns>
    /// <remarks>A face crop such as <c>img_320_200_90_90.png</c> may use <c>img.txt</c>, as in kohya sd-scripts.</remarks>
    public static string? Find(string imagePath, string extension)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        var stem = Path.ChangeExtension(imagePath, null);
        if (File.Exists(stem + extension)) return stem + extension;

        // sd-scripts cuts the whole path, folders included, at underscores.
        var pieces = stem.Split('_');
        if (pieces.Length < 5) return null;
        var face = string.Join('_', pieces[..^4]) + extension;
        return File.Exists(face) ? face : null;
    }

    /// <summary>Reads a caption file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keepsLines">Every line that is not blank, for wildcards; otherwise the first line counts alone.</param>
    /// <param name="problems">Receives what is remarkable: an empty file, unused lines, an encoding other than UTF-8, an unreadable file.</param>
    /// <returns>The text without blanks around its lines and without a byte order mark; null when the file is empty or unreadable.</returns>
    public static string? Read(string path, bool keepsLines, ICollection<DatasetProblem> problems)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(problems);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(DatasetProblemKind.UnreadableCaption, path, $"{path}: the caption cannot be read ({e.Message}); the folder's name is used"));
            return null;
        }

        if (bytes.Length == 0)
        {
            problems.Add(new(DatasetProblemKind.EmptyCaption, path, $"{path}: the caption file is empty; the folder's name is used. Write a caption or delete the file"));
            return null;
        }

        if (Decode(bytes, path, problems) is not { } text) return null;
        var lines = text.Split('\n', '\r').Select(line => line.Trim()).ToList();
        var written = lines.Where(line => line.Length > 0).ToList();
        if (keepsLines) return string.Join('\n', written);
        if (written.Count > 1)
            problems.Add(new(DatasetProblemKind.CaptionLines, path, $"{path}: the caption has {written.Count} lines and only the first is used: '{lines[0]}'. Join them, or turn enable_wildcard on to use one at random"));
        return lines[0];
    }

    private static string? Decode(byte[] bytes, string path, ICollection<DatasetProblem> problems)
    {
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        if (bytes is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(bytes.AsSpan(2));
        if (bytes is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2));
        if (TryDecode(StrictUtf8, bytes) is { } utf8) return utf8;
        if (TryDecode(ShiftJis(), bytes) is { } japanese && !japanese.Any(IsNoText))
        {
            problems.Add(new(DatasetProblemKind.CaptionEncoding, path, $"{path}: the caption is not UTF-8 and was read as Shift-JIS: '{japanese.Trim()}'. Save it as UTF-8 if that is wrong"));
            return japanese;
        }

        problems.Add(new(DatasetProblemKind.UnreadableCaption, path, $"{path}: the caption is neither UTF-8 nor Shift-JIS text; the folder's name is used. Save it as UTF-8"));
        return null;
    }

    private static string? TryDecode(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Code page 932 gives bytes that Shift-JIS lacks a private-use character instead of failing.
    private static bool IsNoText(char c) => (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) || c is >= '\uE000' and <= '\uF8FF';

    private static Encoding ShiftJis() => CodePagesEncodingProvider.Instance.GetEncoding(
        932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
}
