namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>What stands between the parts that <see cref="PromptMatrix"/> joins.</summary>
public enum VariationsDelimiter
{
    /// <summary>A comma and a blank.</summary>
    Comma,

    /// <summary>A blank.</summary>
    Space,
}
