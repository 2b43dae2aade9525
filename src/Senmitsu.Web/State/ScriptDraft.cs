using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Web.State;

/// <summary>What stands in the field "Script" and in the fields of every script, also of those that are not chosen.</summary>
public sealed record ScriptDraft
{
    /// <summary>A1111's name of the script chosen; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The X/Y/Z plot.</summary>
    public PlotDraft Plot { get; init; } = new();

    /// <summary>Loopback.</summary>
    public Loopback Loopback { get; init; } = new();

    /// <summary>Prompt matrix.</summary>
    public PromptMatrix PromptMatrix { get; init; } = new();

    /// <summary>Prompts from file or textbox.</summary>
    public PromptsFromFile PromptsFromFile { get; init; } = new();

    /// <summary>SD upscale.</summary>
    public SdUpscale SdUpscale { get; init; } = new();

    /// <summary>The request with the script chosen.</summary>
    /// <exception cref="UserErrorException">Values of a plot are missing or not understood.</exception>
    public GenerateRequest Complete(GenerateRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Title == PlotDraft.Title) return request with { Axes = Plot.ToAxes() };
        Script[] all = [Loopback, PromptMatrix, PromptsFromFile, SdUpscale];
        return Title.Length == 0 ? request : request with { Script = Array.Find(all, script => script.Title == Title), MakesGrid = false };
    }
}
