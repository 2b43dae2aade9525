namespace Senmitsu.Training.Datasets;

/// <summary>How a caption changes each time its picture is used, with the options of kohya sd-scripts.</summary>
public sealed record CaptionRules
{
    /// <summary>Draws a new order of the tags behind the kept ones for every use. Default off.</summary>
    public bool ShuffleCaption { get; init; }

    /// <summary>Tags at the start that are neither moved nor dropped: 1 keeps the trigger word first. Default 0. Ignored where <see cref="KeepTokensSeparator"/> stands in the caption.</summary>
    public int KeepTokens { get; init; }

    /// <summary>Text that ends the kept tags at the start, and once more begins those kept at the end, as in "cat ||| sits, black ||| best". Default none.</summary>
    public string KeepTokensSeparator { get; init; } = "";

    /// <summary>What separates tags in the caption files; joined tags always get ", ". Default ",".</summary>
    public string CaptionSeparator { get; init; } = ",";

    /// <summary>Text that joins tags which move as one; becomes <see cref="CaptionSeparator"/> in the end. Default none.</summary>
    public string SecondarySeparator { get; init; } = "";

    /// <summary>Picks one line of the caption and one alternative of each "{a|b}". Default off: the first line counts, braces are text.</summary>
    public bool EnableWildcard { get; init; }

    /// <summary>Text in front of every caption, with a blank after it. It counts as tags. Default none.</summary>
    public string CaptionPrefix { get; init; } = "";

    /// <summary>Text behind every caption, with a blank before it. Default none.</summary>
    public string CaptionSuffix { get; init; } = "";

    /// <summary>Share of uses, 0 to 1, that go without any caption, prefix and suffix included. Default 0.</summary>
    public double CaptionDropoutRate { get; init; }

    /// <summary>Every so many epochs all captions are dropped. Default 0, never.</summary>
    public int CaptionDropoutEveryNEpochs { get; init; }

    /// <summary>Share of the tags behind the kept ones, 0 to 1, left out of each use. Default 0.</summary>
    public double CaptionTagDropoutRate { get; init; }

    /// <summary>Tags behind the kept ones that the first step has. Default 1. Ignored without <see cref="TokenWarmupStep"/>.</summary>
    public int TokenWarmupMin { get; init; } = 1;

    /// <summary>Step from which captions have all their tags; below 1 a share of the run. Default 0, from the start.</summary>
    public double TokenWarmupStep { get; init; }

    /// <summary>Whether captions are cut into tags; without that they are trained as they stand.</summary>
    internal bool CutsTags => ShuffleCaption || CaptionTagDropoutRate > 0 || TokenWarmupStep > 0;

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        if (KeepTokens < 0) problems.Add($"keep_tokens is {KeepTokens}; use 0 or more");
        if (string.IsNullOrEmpty(CaptionSeparator)) problems.Add("caption_separator is empty; use a text such as \",\"");
        if (CaptionDropoutRate is not (>= 0 and <= 1)) problems.Add($"caption_dropout_rate is {CaptionDropoutRate}; use 0 to 1");
        if (CaptionTagDropoutRate is not (>= 0 and <= 1)) problems.Add($"caption_tag_dropout_rate is {CaptionTagDropoutRate}; use 0 to 1");
        if (CaptionDropoutEveryNEpochs < 0) problems.Add($"caption_dropout_every_n_epochs is {CaptionDropoutEveryNEpochs}; use 0 for never, or a number of epochs");
        if (TokenWarmupMin < 0) problems.Add($"token_warmup_min is {TokenWarmupMin}; use 0 or more");
        if (!(TokenWarmupStep >= 0) || !double.IsFinite(TokenWarmupStep)) problems.Add($"token_warmup_step is {TokenWarmupStep}; use a number of steps, or a share below 1");
        return problems;
    }

    /// <summary>The caption of one use at the start of a run.</summary>
    /// <inheritdoc cref="Apply(string, Random, CaptionProgress)"/>
    public string Apply(string caption, Random random) => Apply(caption, random, new CaptionProgress(Epoch: 1, Step: 0, TotalSteps: 1));

    /// <summary>The caption of one use.</summary>
    /// <param name="caption">The caption as it stands in its file; with <see cref="EnableWildcard"/> its lines, separated by line feeds.</param>
    /// <param name="random">Draws line, order and dropout; not touched when no rule needs it.</param>
    /// <param name="progress">Where the run stands.</param>
    /// <returns>The text to train with, empty when the caption is dropped. Without shuffling, tag dropout and warm-up it is not cut into tags at all.</returns>
    public string Apply(string caption, Random random, CaptionProgress progress)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(random);
        caption = Framed(caption);
        if (CaptionDropoutRate > 0 && random.NextDouble() < CaptionDropoutRate) return "";
        if (CaptionDropoutEveryNEpochs > 0 && progress.Epoch % CaptionDropoutEveryNEpochs == 0) return "";
        if (EnableWildcard) caption = CaptionWildcards.Resolve(caption, random);
        if (CutsTags) caption = ChangeTags(caption, random, progress);
        return Finished(caption);
    }

    /// <summary>What becomes of a caption, in words for people: <c>"ohwx" in front, "cat, sitting" in any order</c>.</summary>
    /// <param name="caption">As for <see cref="Apply(string, Random, CaptionProgress)"/>.</param>
    public string Preview(string caption)
    {
        ArgumentNullException.ThrowIfNull(caption);
        caption = Framed(caption).Replace("\n", " / ", StringComparison.Ordinal);
        if (caption.Trim().Length == 0) return "empty";
        if (!CutsTags) return $"\"{Finished(caption)}\"";
        var (head, flexible, tail) = Cut(caption);
        return string.Join(", ", new[] { Part(head, "in front"), Part(flexible, ShuffleCaption ? "in any order" : "perhaps without some tags"), Part(tail, "at the end") }.OfType<string>());

        string? Part(string[] tags, string place) => tags.Length == 0 ? null : $"\"{Finished(string.Join(", ", tags))}\" {place}";
    }

    private string Framed(string caption)
    {
        if (CaptionPrefix.Length > 0) caption = $"{CaptionPrefix} {caption}";
        return CaptionSuffix.Length > 0 ? $"{caption} {CaptionSuffix}" : caption;
    }

    private string Finished(string caption) => SecondarySeparator.Length > 0 ? caption.Replace(SecondarySeparator, CaptionSeparator, StringComparison.Ordinal) : caption;

    private string ChangeTags(string caption, Random random, CaptionProgress progress)
    {
        var (head, flexible, tail) = Cut(caption);
        if (TokenWarmupStep > 0) flexible = WarmUp(flexible, progress);
        if (ShuffleCaption) random.Shuffle(flexible);
        var remaining = CaptionTagDropoutRate > 0 ? flexible.Where(_ => random.NextDouble() >= CaptionTagDropoutRate) : flexible;
        return string.Join(", ", [.. head, .. remaining, .. tail]);
    }

    private (string[] Head, string[] Flexible, string[] Tail) Cut(string caption)
    {
        if (KeepTokensSeparator.Length == 0 || !caption.Contains(KeepTokensSeparator, StringComparison.Ordinal))
        {
            string[] tags = [.. caption.Trim().Split(CaptionSeparator).Select(tag => tag.Trim())];
            int kept = Math.Min(KeepTokens, tags.Length);
            return (tags[..kept], tags[kept..], []);
        }

        var parts = caption.Split(KeepTokensSeparator, 3);
        return (Tags(parts[0]), Tags(parts[1]), parts.Length > 2 ? Tags(parts[2]) : []);
    }

    private string[] Tags(string text) => text.Split(CaptionSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first tags only, one more every so often, until <see cref="TokenWarmupStep"/>.</summary>
    private string[] WarmUp(string[] tags, CaptionProgress progress)
    {
        double end = TokenWarmupStep < 1 ? Math.Floor(TokenWarmupStep * progress.TotalSteps) : TokenWarmupStep;
        if (progress.Step >= end) return tags;
        int count = (int)Math.Floor(progress.Step * ((tags.Length - TokenWarmupMin) / end)) + TokenWarmupMin;
        return tags[..Math.Clamp(count, 0, tags.Length)];
    }
}
