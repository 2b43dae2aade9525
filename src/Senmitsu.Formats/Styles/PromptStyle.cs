namespace Senmitsu.Formats.Styles;

/// <summary>A named addition to prompts, as AUTOMATIC1111 keeps them in <c>styles.csv</c>.</summary>
/// <param name="Name">What users choose.</param>
/// <param name="Prompt">Added to the prompt; <c>{prompt}</c> in it stands for the prompt.</param>
/// <param name="NegativePrompt">Added to the negative prompt in the same way.</param>
public sealed record PromptStyle(string Name, string Prompt, string NegativePrompt)
{
    private const string Placeholder = "{prompt}";

    /// <summary>Adds one side of a style to a prompt: in place of <c>{prompt}</c>, else after a comma.</summary>
    public static string Merge(string style, string prompt)
    {
        ArgumentNullException.ThrowIfNull(style);
        ArgumentNullException.ThrowIfNull(prompt);
        return style.Contains(Placeholder, StringComparison.Ordinal)
            ? style.Replace(Placeholder, prompt, StringComparison.Ordinal)
            : string.Join(", ", new[] { prompt.Trim(), style.Trim() }.Where(part => part.Length > 0));
    }
}
