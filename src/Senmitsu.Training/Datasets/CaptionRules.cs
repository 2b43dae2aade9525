namespace Senmitsu.Training.Datasets;

/// <summary>How a caption changes each time its picture is used, with the options of kohya sd-scripts.</summary>
public sealed record CaptionRules
{
    /// <summary>Draws a new order of the tags behind the kept ones for every use. Default off.</summary>
    public bool ShuffleCaption { get; init; }

    /// <summary>Tags at the start that are neither moved nor dropped: 1 keeps the trigger word first. Default 0.</summary>
    public int KeepTokens { get; init; }

    /// <summary>What separates tags in the caption files; joined tags always get ", ". Default ",".</summary>
    public string CaptionSeparator { get; init; } = ",";

    /// <summary>Text in front of every caption, with a blank after it. It counts as tags. Default none.</summary>
    public string CaptionPrefix { get; init; } = "";

    /// <summary>Text behind every caption, with a blank before it. Default none.</summary>
    public string CaptionSuffix { get; init; } = "";

    /// <summary>Share of uses, 0 to 1, that go without any caption, prefix and suffix included. Default 0.</summary>
    public double CaptionDropoutRate { get; init; }

    /// <summary>Share of the tags behind the kept ones, 0 to 1, left out of each use. Default 0.</summary>
    public double CaptionTagDropoutRate { get; init; }

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        if (KeepTokens < 0) problems.Add($"keep_tokens is {KeepTokens}; use 0 or more");
        if (string.IsNullOrEmpty(CaptionSeparator)) problems.Add("caption_separator is empty; use a text such as \",\"");
        if (CaptionDropoutRate is not (>= 0 and <= 1)) problems.Add($"caption_dropout_rate is {CaptionDropoutRate}; use 0 to 1");
        if (CaptionTagDropoutRate is not (>= 0 and <= 1)) problems.Add($"caption_tag_dropout_rate is {CaptionTagDropoutRate}; use 0 to 1");
        return problems;
    }

    /// <summary>The caption of one use.</summary>
    /// <param name="caption">The caption as it stands in its file.</param>
    /// <param name="random">Draws order and dropout; not touched when no rule needs it.</param>
    /// <returns>The text to train with, empty when the caption is dropped. Without shuffling and tag dropout it is not cut into tags at all.</returns>
    public string Apply(string caption, Random random)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(random);
        if (CaptionPrefix.Length > 0) caption = $"{CaptionPrefix} {caption}";
        if (CaptionSuffix.Length > 0) caption = $"{caption} {CaptionSuffix}";
        if (CaptionDropoutRate > 0 && random.NextDouble() < CaptionDropoutRate) return "";
        if (!ShuffleCaption && CaptionTagDropoutRate <= 0) return caption;

        string[] tags = [.. caption.Trim().Split(CaptionSeparator).Select(tag => tag.Trim())];
        int kept = Math.Min(KeepTokens, tags.Length);
        if (ShuffleCaption) random.Shuffle(tags.AsSpan(kept));
        var remaining = CaptionTagDropoutRate > 0
            ? tags.Where((_, i) => i < kept || random.NextDouble() >= CaptionTagDropoutRate)
            : tags;
        return string.Join(", ", remaining);
    }
}
