using System.Text.RegularExpressions;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>Axes that change the texts of prompts.</summary>
internal static partial class GridPrompts
{
    /// <summary>Prompt S/R: every occurrence of the axis' first value, in both prompts, becomes the cell's value.</summary>
    /// <exception cref="UserErrorException">The first value is in neither prompt.</exception>
    public static GridCell Replace(GridCell cell, string value, IReadOnlyList<string> values)
    {
        var settings = cell.Settings;
        var search = values[0];
        if (search.Length == 0 || (!settings.Prompt.Contains(search, StringComparison.Ordinal) && !settings.NegativePrompt.Contains(search, StringComparison.Ordinal)))
            throw new UserErrorException($"X/Y/Z plot: prompt S/R found '{search}' in neither prompt. Its first value is the text that the others replace.");
        return cell with { Settings = settings with { Prompt = settings.Prompt.Replace(search, value, StringComparison.Ordinal), NegativePrompt = settings.NegativePrompt.Replace(search, value, StringComparison.Ordinal) } };
    }

    /// <summary>Prompt order: the words stand, in the cell's order, at the places where they stood in the prompt.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="value">The words in one of their orders, <c>|</c> between them.</param>
    /// <exception cref="UserErrorException">A word is not in the prompt.</exception>
    public static GridCell Reorder(GridCell cell, string value)
    {
        var prompt = cell.Settings.Prompt;
        var words = value.Split('|');
        if (words.FirstOrDefault(word => word.Length == 0 || !prompt.Contains(word, StringComparison.Ordinal)) is { } missing)
            throw new UserErrorException($"X/Y/Z plot: prompt order found no '{missing}' in the prompt. List words of the prompt.");
        var places = words.Select(word => (Start: prompt.IndexOf(word, StringComparison.Ordinal), word.Length)).Order().ToList();
        var text = "";
        var end = 0;
        for (var i = 0; i < places.Count; i++)
        {
            if (places[i].Start < end) throw new UserErrorException($"X/Y/Z plot: the words of prompt order overlap in the prompt at character {places[i].Start + 1}. List words that stand apart.");
            text += prompt[end..places[i].Start] + words[i];
            end = places[i].Start + places[i].Length;
        }

        return cell with { Settings = cell.Settings with { Prompt = text + prompt[end..] } };
    }

    /// <summary>All orders of words, each joined by <c>|</c>, in the order in which Python's <c>permutations</c> gives them.</summary>
    public static IEnumerable<string> Orders(IReadOnlyList<string> words)
    {
        if (words.Count <= 1) return [string.Join('|', words)];
        return words.SelectMany((word, i) => Orders([.. words.Where((_, other) => other != i)]).Select(rest => $"{word}|{rest}"));
    }

    /// <summary>The first LoRA tag of the prompt, and of the second pass's if it has one, names another file; None takes it out.</summary>
    public static GridCell SwapLora(GridCell cell, string value) =>
        WithLoras(cell, prompt => Lora().Replace(prompt, match => value == "None" ? "" : $"<{match.Groups["type"].Value}:{value}{match.Groups["rest"].Value}>", 1));

    /// <summary>All LoRA tags of the prompts have this weight.</summary>
    public static GridCell SetLoraWeight(GridCell cell, string value) =>
        WithLoras(cell, prompt => Lora().Replace(prompt, match => $"<{match.Groups["type"].Value}:{match.Groups["name"].Value}:{value}>"));

    private static GridCell WithLoras(GridCell cell, Func<string, string> change)
    {
        var settings = cell.Settings;
        if (!Lora().IsMatch(settings.Prompt)) throw new UserErrorException("X/Y/Z plot: the prompt has no LoRA to vary. Write for example <lora:name:0.8> in it.");
        return cell with { Settings = settings with { Prompt = change(settings.Prompt), Hires = settings.Hires?.Prompt is { } second ? settings.Hires with { Prompt = change(second) } : settings.Hires } };
    }

    // <lora:ai_model_v1:0.8>
    [GeneratedRegex(@"<(?<type>lora|lyco):(?<name>[^:>]+)(?<rest>[^>]*)>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Lora();
}
