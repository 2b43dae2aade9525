namespace Senmitsu.Studio.Datasets;

/// <summary>A change of many captions at once. Captions are words between commas, one caption a line; a word that a caption has is not put in twice.</summary>
public static class CaptionChange
{
    /// <summary>Puts words before a caption.</summary>
    /// <param name="caption">The caption.</param>
    /// <param name="words">What is put before it.</param>
    public static string Before(string caption, string words) => EachLine(caption, line => Split(words).Except(line).Concat(line));

    /// <summary>Puts words behind a caption.</summary>
    /// <inheritdoc cref="Before"/>
    public static string Behind(string caption, string words) => EachLine(caption, line => line.Concat(Split(words).Except(line)));

    /// <summary>Takes words out of a caption.</summary>
    /// <inheritdoc cref="Before"/>
    public static string Without(string caption, string words) => EachLine(caption, line => line.Except(Split(words)));

    private static string EachLine(string caption, Func<string[], IEnumerable<string>> change) => string.Join('\n', caption.Split('\n').Select(line => string.Join(", ", change(Split(line)))));

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
