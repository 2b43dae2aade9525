using System.Globalization;
using System.Text.RegularExpressions;

namespace Senmitsu.Diffusion.Prompts;

/// <summary>
/// A prompt taken apart at the word AND (composable diffusion, Liu et al. 2022, 2206.01714, as AUTOMATIC1111 writes it):
/// <c>a cat AND a dog :0.5</c>. A number at the end of a part is its weight, even in a prompt without AND.
/// </summary>
public static partial class PromptComposition
{
    /// <summary>The parts in order, at least one. Blanks at the end of a part are dropped.</summary>
    public static IReadOnlyList<ComposedText> Split(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return [.. And().Split(prompt).Select(ReadWeight)];
    }

    private static ComposedText ReadWeight(string part)
    {
        var text = part.TrimEnd();
        var match = Weight().Match(text);
        return match.Success
            ? new(text[..match.Index], double.Parse(match.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture))
            : new(text, 1);
    }

    [GeneratedRegex(@"\bAND\b", RegexOptions.CultureInvariant)]
    private static partial Regex And();

    // " a dog : .5"; from the right, so that a long run of blanks costs linear time
    [GeneratedRegex(@"\s*:\s*(?<number>[+-]?([0-9]+\.?|[0-9]*\.[0-9]+))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.RightToLeft)]
    private static partial Regex Weight();
}
