using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Web.Localization;

/// <summary>What scripts are called.</summary>
public static class ScriptPhrases
{
    private static readonly Dictionary<string, Phrase> Names = new()
    {
        [Loopback.ScriptTitle] = Phrases.Loopback,
        [PromptsFromFile.ScriptTitle] = Phrases.PromptsFromFile,
        [SdUpscale.ScriptTitle] = Phrases.SdUpscale,
        [PromptMatrix.ScriptTitle] = Phrases.PromptMatrix,
    };

    /// <summary>The words for a script.</summary>
    public static Phrase Of(Script script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return Names[script.Title];
    }
}
