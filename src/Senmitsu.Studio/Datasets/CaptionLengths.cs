using Senmitsu.Models.Clip;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Studio.Datasets;

/// <summary>Counts the tokens of captions, of which sd-scripts cuts off what is too much without a word.</summary>
internal static class CaptionLengths
{
    private const int MostNamed = 5;

    /// <summary>The pictures whose caption, or a line of it, has more tokens than are trained.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="images">The pictures.</param>
    /// <param name="maxTokenLength">150 or 225; null = 75.</param>
    public static IReadOnlyList<LongCaption> Longer(ClipTokenizer tokenizer, IEnumerable<TrainingImage> images, int? maxTokenLength)
    {
        int limit = Limit(maxTokenLength);
        return [.. images.DistinctBy(image => image.Path, StringComparer.Ordinal).Select(image => new LongCaption(image.Path, Tokens(image.Caption))).Where(caption => caption.Tokens > limit)];

        int Tokens(string caption) => caption.Split('\n').Max(line => tokenizer.Encode(line).Count);
    }

    /// <summary>Says which captions are cut; null when none is.</summary>
    /// <inheritdoc cref="Longer" path="/param"/>
    public static string? Describe(ClipTokenizer tokenizer, IEnumerable<TrainingImage> images, int? maxTokenLength)
    {
        var longer = Longer(tokenizer, images, maxTokenLength);
        if (longer.Count == 0) return null;
        var named = string.Join(", ", longer.Take(MostNamed).Select(caption => $"{Path.GetFileName(caption.Path)} ({caption.Tokens})")) + (longer.Count > MostNamed ? $" and {longer.Count - MostNamed} more" : "");
        return $"captions with more than {Limit(maxTokenLength)} tokens are cut there: {named}; shorten them, or train with max_token_length 150 or 225";
    }

    private static int Limit(int? maxTokenLength) => maxTokenLength ?? ClipTokenizer.ChunkLength;
}
