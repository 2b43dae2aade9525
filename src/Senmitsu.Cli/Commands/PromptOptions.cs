using System.CommandLine;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Cli.Commands;

/// <summary>Options of <c>txt2img</c> and <c>img2img</c> that say how prompts are read and what is made of them.</summary>
internal static class PromptOptions
{
    private static readonly Option<string[]> Styles = new("--styles") { Description = "Styles added to the prompts, in this order.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> StylesFile = new("--styles-file") { Description = "AUTOMATIC1111's styles.csv. Default: that of the data folder.", HelpName = "FILE" };
    private static readonly Option<string?> EmbeddingsDir = new("--embeddings-dir") { Description = "Folder with embeddings (textual inversions), searched first.", HelpName = "DIR" };
    private static readonly Option<string?> WildcardsDir = new("--wildcards-dir") { Description = "Folder with wildcard files: __name__ becomes a line of name.txt.", HelpName = "DIR" };
    private static readonly Option<string?> EmphasisName = new("--emphasis") { Description = "What weights do: Original (default), No norm, Ignore, None.", HelpName = "NAME" };
    private static readonly Option<bool> NoComments = new("--no-prompt-comments") { Description = "# is a character, not the start of a comment." };
    private static readonly Option<bool> OldEditing = new("--old-prompt-editing") { Description = "Prompt editing as before AUTOMATIC1111 1.6." };
    private static readonly Option<int?> CommaBacktrack = new("--comma-backtrack") { Description = "A chunk may end this many tokens early at a comma. Default 20.", HelpName = "N" };
    private static readonly Option<bool> PadUnequal = new("--pad-cond-uncond") { Description = "Fill the shorter of prompt and negative prompt with the empty prompt." };
    private static readonly Option<double?> SkipEarly = new("--skip-early-cfg") { Description = "Share of the steps that begin without the negative prompt. Default 0.", HelpName = "X" };
    private static readonly Option<double?> Ngms = new("--ngms") { Description = "Below this sigma every second step leaves out the negative prompt. Default 0.", HelpName = "X" };
    private static readonly Option<bool> NgmsAll = new("--ngms-all-steps") { Description = "With --ngms: every step, not every second one." };
    private static readonly Option<string[]> Axes = new("--xyz") { Description = "Axes of a grid: x:steps=10,20 y:cfg=5-9:3 \"z:sampler=Euler,Euler a\".", HelpName = "AXIS", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Grid = new("--grid") { Description = "Also show all pictures together in a grid." };

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Styles, StylesFile, EmbeddingsDir, WildcardsDir, EmphasisName, NoComments, OldEditing, CommaBacktrack, PadUnequal, SkipEarly, Ngms, NgmsAll, Axes, Grid }) command.Add(option);
    }

    /// <summary>The request with what the command line says.</summary>
    /// <exception cref="UserErrorException">A value is not understood.</exception>
    public static GenerateRequest Apply(GenerateRequest request, ParseResult result) => request with
    {
        Settings = request.Settings with { Prompts = Override(request.Settings.Prompts, result) },
        Styles = result.GetValue(Styles) ?? [],
        StylesFile = result.GetValue(StylesFile),
        EmbeddingsFolder = result.GetValue(EmbeddingsDir),
        WildcardsFolder = result.GetValue(WildcardsDir),
        Axes = [.. (result.GetValue(Axes) ?? []).Select(GridAxis.Parse)],
        MakesGrid = result.GetValue(Grid),
    };

    private static PromptSettings Override(PromptSettings defaults, ParseResult result) => defaults with
    {
        Emphasis = result.GetValue(EmphasisName) is { } name
            ? EmphasisModes.Find(name) ?? throw new UserErrorException($"--emphasis {name} is unknown. Use {string.Join(", ", EmphasisModes.All)}.")
            : defaults.Emphasis,
        HasComments = !result.FlagOr(NoComments, !defaults.HasComments),
        UsesOldEditing = result.FlagOr(OldEditing, defaults.UsesOldEditing),
        CommaBacktrack = result.GetValue(CommaBacktrack) ?? defaults.CommaBacktrack,
        PadsUnequal = result.FlagOr(PadUnequal, defaults.PadsUnequal),
        SkipEarlyGuidance = result.GetValue(SkipEarly) ?? defaults.SkipEarlyGuidance,
        MinGuidanceSigma = result.GetValue(Ngms) ?? defaults.MinGuidanceSigma,
        SkipsEveryCall = result.FlagOr(NgmsAll, defaults.SkipsEveryCall),
    };
}
