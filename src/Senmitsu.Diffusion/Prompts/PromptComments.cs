using System.Text.RegularExpressions;

namespace Senmitsu.Diffusion.Prompts;

/// <summary>Comments in prompts: from <c>#</c> to the end of the line (AUTOMATIC1111 1.9, <c>modules/processing_scripts/comments.py</c>).</summary>
public static partial class PromptComments
{
    /// <summary>The prompt without its comments; a comment that fills its line takes the line with it.</summary>
    public static string Remove(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return Rest().Replace(WholeLine().Replace(prompt, "\n"), "\n");
    }

    [GeneratedRegex(@"(\A|\n)#[^\n]*(\n|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex WholeLine();

    [GeneratedRegex(@"#[^\n]*(\n|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Rest();
}
