namespace Senmitsu.Studio.Datasets;

/// <summary>A change of many captions at once. Captions are words between commas; a word that a caption has is not put in twice.</summary>
public static class CaptionChange
{
    /// <summary>Puts words before a caption.</summary>
    /// <param name="caption">The caption.</param>
    /// <param name="words">What is put before it.</param>
    public static string Before(string caption, string words) => Join(Split(words).Except(Split(caption)).Concat(Split(caption)));

    /// <summary>Puts words behind a caption.</summary>
    /// <inheritdoc cref="Before"/>
    public static string Behind(string caption, string words) => Join(Split(caption).Concat(Split(words).Except(Split(caption))));

    /// <summary>Takes words out of a caption.</summary>
    /// <inheritdoc cref="Before"/>
    public static string Without(string caption, string words) => Join(Split(caption).Except(Split(words)));

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Join(IEnumerable<string> words) => string.Join(", ", words);
}
