namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>Where <see cref="PromptsFromFile"/> puts the prompt of a line.</summary>
public enum PromptPosition
{
    /// <summary>Before the job's own prompt.</summary>
    Start,

    /// <summary>Behind it.</summary>
    End,
}
