namespace Senmitsu.Diffusion.Prompts;

/// <summary>A prompt that cannot be understood.</summary>
/// <param name="prompt">The whole prompt.</param>
/// <param name="position">0-based index of the first character concerned.</param>
/// <param name="message">What is wrong, where, and what to write instead.</param>
public sealed class PromptException(string prompt, int position, string message) : Exception(message)
{
    /// <summary>The whole prompt.</summary>
    public string Prompt { get; } = prompt;

    /// <summary>0-based index of the first character concerned.</summary>
    public int Position { get; } = position;
}
