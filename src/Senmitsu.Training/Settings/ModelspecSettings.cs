namespace Senmitsu.Training.Settings;

/// <summary>The <c>modelspec.*</c> fields of the LoRA file (https://github.com/Stability-AI/ModelSpec); null = left out.</summary>
public sealed record ModelspecSettings
{
    /// <summary>Title; null = the output name.</summary>
    public string? Title { get; init; }

    /// <summary>Who made it.</summary>
    public string? Author { get; init; }

    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>Licence.</summary>
    public string? License { get; init; }

    /// <summary>Tags, separated by commas.</summary>
    public string? Tags { get; init; }

    /// <summary>How to use it.</summary>
    public string? UsageHint { get; init; }

    /// <summary>Files it was merged from.</summary>
    public string? MergedFrom { get; init; }

    /// <summary>The words that call it.</summary>
    public string? TriggerPhrase { get; init; }

    /// <summary>Preprocessing of its inputs.</summary>
    public string? Preprocessor { get; init; }

    /// <summary>Whether it is meant for the negative prompt.</summary>
    public string? IsNegativeEmbedding { get; init; }

    /// <summary>Picture file that becomes part of the LoRA file; null = none.</summary>
    public string? Thumbnail { get; init; }
}
