namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>Which prompt a script changes.</summary>
public enum PromptType
{
    /// <summary>What the picture shows.</summary>
    Positive,

    /// <summary>What it should not show.</summary>
    Negative,
}
