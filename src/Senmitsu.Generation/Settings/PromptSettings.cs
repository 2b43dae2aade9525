using System.Globalization;
using Senmitsu.Diffusion.Prompts;

namespace Senmitsu.Generation.Settings;

/// <summary>How prompts are read and how they guide. Defaults are AUTOMATIC1111's.</summary>
public sealed record PromptSettings
{
    /// <summary>What weights such as (x:1.2) do. Default Original.</summary>
    public EmphasisMode Emphasis { get; init; } = EmphasisMode.Original;

    /// <summary>Whether <c>#</c> begins a comment. Default true; turn it off for prompts that mean the character.</summary>
    public bool HasComments { get; init; } = true;

    /// <summary>A chunk may end up to this many tokens early at a comma, 0…74; 0 = never. Default 20.</summary>
    public int CommaBacktrack { get; init; } = PromptChunks.DefaultCommaBacktrack;

    /// <summary>Rules of prompt editing before AUTOMATIC1111 1.6. Default false.</summary>
    public bool UsesOldEditing { get; init; }

    /// <summary>Whether the shorter of prompt and negative prompt is filled up with the empty prompt. Default false.</summary>
    public bool PadsUnequal { get; init; }

    /// <summary>Share of the steps, 0…1, that begin without the negative prompt. Default 0.</summary>
    public double SkipEarlyGuidance { get; init; }

    /// <summary>Noise level below which every second step leaves out the negative prompt ("NGMS"), 0…15. Default 0 = never.</summary>
    public double MinGuidanceSigma { get; init; }

    /// <summary>Below <see cref="MinGuidanceSigma"/> every step leaves it out. Default false.</summary>
    public bool SkipsEveryCall { get; init; }

    /// <summary>Every problem with these settings; empty when they can be used.</summary>
    internal IEnumerable<SettingProblem> Validate()
    {
        if (CommaBacktrack is < 0 or >= PromptChunk.Capacity) yield return Problem("comma-backtrack", CommaBacktrack, "must lie between 0 and 74", "use 20");
        if (SkipEarlyGuidance is not (>= 0 and <= 1)) yield return Problem("skip-early-cfg", SkipEarlyGuidance, "must lie between 0 and 1", "use 0");
        if (MinGuidanceSigma is not (>= 0 and <= 15)) yield return Problem("ngms", MinGuidanceSigma, "must lie between 0 and 15", "use 0");
    }

    private static SettingProblem Problem(string path, IFormattable value, string rule, string remedy) => new(path, value.ToString(null, CultureInfo.InvariantCulture), rule, remedy);
}
