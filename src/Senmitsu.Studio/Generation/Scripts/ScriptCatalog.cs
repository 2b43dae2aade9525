namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>The scripts, with AUTOMATIC1111's defaults.</summary>
public static class ScriptCatalog
{
    /// <summary>All of them, in menu order.</summary>
    public static IReadOnlyList<Script> All { get; } = [new Loopback(), new PromptMatrix(), new PromptsFromFile(), new SdUpscale()];
}
