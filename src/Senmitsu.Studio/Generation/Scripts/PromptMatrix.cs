using System.Globalization;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>A picture for every combination of parts of the prompt, with the first part in all of them: <c>a cat|at night|35mm</c> (AUTOMATIC1111's <c>scripts/prompt_matrix.py</c>).</summary>
public sealed record PromptMatrix : Script
{
    /// <summary>Its name.</summary>
    public const string ScriptName = "prompt-matrix";

    /// <summary>AUTOMATIC1111's name of it.</summary>
    public const string ScriptTitle = "Prompt matrix";

    private const int MostMargin = 500;

    /// <inheritdoc/>
    public override string Name => ScriptName;

    /// <inheritdoc/>
    public override string Title => ScriptTitle;

    /// <summary>Whether the parts that vary stand before the first. Default false.</summary>
    public bool PutsAtStart { get; init; }

    /// <summary>Whether the seed counts on from picture to picture; otherwise all have the same. Default false.</summary>
    public bool UsesDifferentSeeds { get; init; }

    /// <summary>The prompt with the parts. Default the positive one.</summary>
    public PromptType PromptType { get; init; }

    /// <summary>What stands between the parts. Default a comma.</summary>
    public VariationsDelimiter Delimiter { get; init; }

    /// <summary>White pixels between the pictures of the grid, 0…500. Default 0.</summary>
    public int Margin { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<SettingProblem> Validate() =>
        Margin is >= 0 and <= MostMargin ? [] : [new("margin-size", Margin.ToString(CultureInfo.InvariantCulture), $"must lie between 0 and {MostMargin}", "use 0")];

    /// <summary>All combinations of a prompt: bit k of a combination's number says whether it has part k + 1.</summary>
    /// <param name="parts">What stood between <c>|</c>, at least one.</param>
    internal IEnumerable<string> Combinations(IReadOnlyList<string> parts)
    {
        var delimiter = Delimiter == VariationsDelimiter.Comma ? ", " : " ";
        for (var i = 0; i < 1 << (parts.Count - 1); i++)
        {
            var chosen = parts.Skip(1).Where((_, part) => Has(i, part)).Select(text => text.Trim().Trim(','));
            yield return string.Join(delimiter, PutsAtStart ? chosen.Append(parts[0]) : chosen.Prepend(parts[0]));
        }
    }

    /// <summary>Whether a combination has a part.</summary>
    /// <param name="combination">Its number.</param>
    /// <param name="part">From 0, the first part of all not counted.</param>
    internal static bool Has(int combination, int part) => (combination & (1 << part)) != 0;

    /// <inheritdoc/>
    internal override ScriptPlan Plan(ScriptContext context)
    {
        const int MostPartsThatCanBeCounted = 30; // the grid is too large long before
        var settings = context.Settings;
        var parts = (PromptType == PromptType.Positive ? settings.Prompt : settings.NegativePrompt).Split('|');
        var varied = Math.Min(parts.Length - 1, MostPartsThatCanBeCounted);
        int columns = 1 << ((varied + 1) / 2), rows = 1 << (varied / 2);
        GridSize.Check(columns, rows, settings);
        var cells = Combinations(parts).Select((prompt, i) => context.Cell(Varied(settings with { BatchSize = 1, BatchCount = 1 }, prompt, i)) with { Place = [i % columns, i / columns, 0] });
        return new PromptMatrixPlan(this, [.. parts.Skip(1)], [.. cells]);
    }

    /// <summary>The settings of a combination. A variation seed counts on in any case, as in A1111.</summary>
    private GenerationSettings Varied(GenerationSettings settings, string prompt, int i) => settings with
    {
        Prompt = PromptType == PromptType.Positive ? prompt : settings.Prompt,
        NegativePrompt = PromptType == PromptType.Negative ? prompt : settings.NegativePrompt,
        Seed = settings.Seed + (UsesDifferentSeeds ? i : 0),
        Noise = settings.Noise.VariationStrength == 0 ? settings.Noise : settings.Noise with { VariationSeed = settings.Noise.VariationSeed + i },
    };
}
