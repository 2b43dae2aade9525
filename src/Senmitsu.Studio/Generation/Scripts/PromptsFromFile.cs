using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>Pictures for every line of a text, which is a prompt or has options (AUTOMATIC1111's <c>scripts/prompts_from_file.py</c>).</summary>
public sealed record PromptsFromFile : Script
{
    /// <summary>Its name.</summary>
    public const string ScriptName = "prompts-from-file";

    /// <summary>AUTOMATIC1111's name of it.</summary>
    public const string ScriptTitle = "Prompts from file or textbox";

    /// <summary>Letters that a text may have.</summary>
    public const int MostLetters = 200_000;

    /// <summary>Names of the options that lines may have, without their dashes.</summary>
    public static IReadOnlyList<string> LineOptions => PromptLineOptions.All;

    /// <inheritdoc/>
    public override string Name => ScriptName;

    /// <inheritdoc/>
    public override string Title => ScriptTitle;

    /// <summary>The lines. Default none.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether the seed counts on from line to line by the pictures of the job. Default false.</summary>
    public bool IteratesSeed { get; init; }

    /// <summary>Whether a random seed is the same for all lines; otherwise each draws its own. Default false.</summary>
    public bool SharesRandomSeed { get; init; }

    /// <summary>Where a line's prompts stand, if the job has prompts too. Default at the start.</summary>
    public PromptPosition Position { get; init; }

    /// <summary>Whether all pictures are also shown together. Default false.</summary>
    public bool MakesCombined { get; init; }

    /// <summary>The seed of each line, once random ones are drawn; <see langword="null"/> before.</summary>
    public IReadOnlyList<long>? LineSeeds { get; init; }

    /// <inheritdoc/>
    public override Script Settle(GenerationSettings settings, bool isSeedRandom, Func<long> newSeed)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(newSeed);
        if (LineSeeds is not null || Text.Length > MostLetters) return this;
        return this with { LineSeeds = [.. PromptLine.ReadAll(Text, _ => { }).Select((line, i) => PromptLineOptions.Seed(line) ?? OwnSeed(i)).Select(seed => seed == -1 ? newSeed() : seed)] };

        long OwnSeed(int i) => isSeedRandom && !IteratesSeed && !SharesRandomSeed ? -1 : settings.Seed + (IteratesSeed ? (long)i * settings.BatchSize * settings.BatchCount : 0);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<SettingProblem> Validate() =>
        Text.Length <= MostLetters ? [] : [new("prompts", $"{Text.Length} letters", $"may have {MostLetters}", "make several jobs")];

    /// <inheritdoc/>
    internal override ScriptPlan Plan(ScriptContext context)
    {
        var lines = PromptLine.ReadAll(Text, context.Note);
        var settled = LineSeeds?.Count == lines.Count ? this : (PromptsFromFile)(this with { LineSeeds = null }).Settle(context.Settings, isSeedRandom: false, () => 0);
        var cells = lines.Select((line, i) => Cell(context, line, settled.LineSeeds![i]) with { Place = [i, 0, 0] }).ToList();
        var problems = cells.SelectMany((cell, i) => cell.Settings.Validate().Select(problem => problem with { Path = $"line {lines[i].Number}: {problem.Path}" })).ToList();
        return problems.Count == 0 ? new PromptsFromFilePlan(MakesCombined, cells) : throw new InvalidSettingsException(problems);
    }

    private GridCell Cell(ScriptContext context, PromptLine line, long seed)
    {
        var settings = PromptLineOptions.Apply(context.Settings, line);
        settings = settings with { Seed = seed, Prompt = Joined(line["prompt"], settings.Prompt), NegativePrompt = Joined(line["negative_prompt"], settings.NegativePrompt) };
        try
        {
            var cell = context.Cell(settings, line["styles"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            return line["sd_model"] is { } model ? cell with { ModelPath = context.Checkpoints.Find(model) } : cell;
        }
        catch (UserErrorException e)
        {
            throw line.Error(e.Message);
        }
    }

    private string Joined(string? own, string ofJob)
    {
        if (string.IsNullOrEmpty(own)) return ofJob;
        if (ofJob.Length == 0) return own;
        return Position == PromptPosition.Start ? $"{own} {ofJob}" : $"{ofJob} {own}";
    }
}
