using System.Globalization;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Generation;

/// <summary>Prompt settings ↔ the keys AUTOMATIC1111 has for them; what has its default is not written.</summary>
public static class PromptInfotext
{
    private const string True = "True";

    /// <summary>The pairs for some settings.</summary>
    /// <param name="settings">The picture's settings.</param>
    /// <param name="inversions">Name and hash of the embeddings used.</param>
    internal static IEnumerable<KeyValuePair<string, string>> Describe(GenerationSettings settings, IReadOnlyList<(string Name, string Hash)> inversions)
    {
        var prompts = settings.Prompts;
        if (inversions.Count > 0) yield return new("TI hashes", string.Join(", ", inversions.Select(inversion => $"{Plain(inversion.Name)}: {inversion.Hash}")));
        if (prompts.Emphasis != EmphasisMode.Original && settings.AllPrompts().Any(prompt => prompt.AsSpan().IndexOfAny('(', '[') >= 0)) yield return new("Emphasis", prompts.Emphasis.Name());
        if (prompts.PadsUnequal) yield return new("Pad conds", True);
        if (prompts.SkipEarlyGuidance > 0) yield return new("Skip Early CFG", Text(prompts.SkipEarlyGuidance));
        if (prompts.MinGuidanceSigma > 0) yield return new("NGMS", Text(prompts.MinGuidanceSigma));
        if (prompts is { MinGuidanceSigma: > 0, SkipsEveryCall: true }) yield return new("NGMS all steps", True);
        if (prompts.UsesOldEditing) yield return new("Old prompt editing timelines", True);
        if (!prompts.HasComments && settings.AllPrompts().Any(prompt => prompt.Contains('#', StringComparison.Ordinal))) yield return new("Prompt comments", "False");
        if (prompts.CommaBacktrack != PromptChunks.DefaultCommaBacktrack) yield return new("Comma backtrack", Text(prompts.CommaBacktrack));
    }

    /// <summary>The settings an infotext names, the defaults for all others. What is no number where one belongs counts as absent.</summary>
    public static PromptSettings Read(Infotext infotext)
    {
        ArgumentNullException.ThrowIfNull(infotext);
        var defaults = new PromptSettings();
        return new PromptSettings
        {
            Emphasis = infotext.TryGet("Emphasis", out var emphasis) && EmphasisModes.Find(emphasis) is { } mode ? mode : defaults.Emphasis,
            PadsUnequal = Is("Pad conds"),
            SkipEarlyGuidance = Number("Skip Early CFG") ?? defaults.SkipEarlyGuidance,
            MinGuidanceSigma = Number("NGMS") ?? defaults.MinGuidanceSigma,
            SkipsEveryCall = Is("NGMS all steps"),
            UsesOldEditing = Is("Old prompt editing timelines"),
            HasComments = !(infotext.TryGet("Prompt comments", out var comments) && comments == "False"),
            CommaBacktrack = (int?)Number("Comma backtrack") ?? defaults.CommaBacktrack,
        };

        bool Is(string key) => infotext.TryGet(key, out var value) && value == True;

        double? Number(string key) =>
            infotext.TryGet(key, out var value) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static string Plain(string name) => name.Replace(":", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
}
