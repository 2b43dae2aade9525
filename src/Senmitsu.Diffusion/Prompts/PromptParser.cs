using System.Globalization;
using System.Text.RegularExpressions;

namespace Senmitsu.Diffusion.Prompts;

/// <summary>
/// AUTOMATIC1111's attention grammar: <c>(text)</c> ×1.1, <c>[text]</c> ÷1.1, <c>(text:1.3)</c> ×1.3, nested at will; a backslash makes
/// a bracket literal; the word BREAK ends a chunk. Unbalanced brackets are accepted as there, and noted.
/// </summary>
public static partial class PromptParser
{
    private const double RoundFactor = 1.1;
    private const double SquareFactor = 1 / 1.1;

    /// <summary>Takes a prompt apart.</summary>
    /// <param name="prompt">A prompt whose editing is resolved.</param>
    /// <param name="mode"><see cref="EmphasisMode.None"/> reads nothing, every other mode the whole grammar.</param>
    /// <exception cref="PromptException">A weight is not a number, as in <c>(a:1.2.3)</c>.</exception>
    public static WeightedPrompt Parse(string prompt, EmphasisMode mode = EmphasisMode.Original)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        if (mode == EmphasisMode.None) return new([new(prompt, 1)], []);
        var parts = new List<WeightedText>();
        var notes = new List<PromptNote>();
        var round = new Stack<(int Part, int Position)>();
        var square = new Stack<(int Part, int Position)>();

        // "\(literal\) (a [b]:1.3)" → "\(" "literal" "\)" " " "(" "a " "[" "b" "]" ":1.3)"
        foreach (Match token in Token().Matches(prompt))
        {
            var text = token.Value;
            if (text[0] == '\\')
                parts.Add(new(text[1..], 1));
            else if (text == "(")
                round.Push((parts.Count, token.Index));
            else if (text == "[")
                square.Push((parts.Count, token.Index));
            else if (token.Groups["weight"] is { Success: true } weight && round.Count > 0)
                Multiply(parts, round.Pop().Part, Weight(prompt, weight));
            else if (text == ")" && round.Count > 0)
                Multiply(parts, round.Pop().Part, RoundFactor);
            else if (text == "]" && square.Count > 0)
                Multiply(parts, square.Pop().Part, SquareFactor);
            else
            {
                if (text[^1] is ')' or ']')
                    notes.Add(new(token.Index + text.Length - 1, $"'{text[^1]}' at character {token.Index + text.Length} closes nothing and is read as text; write '\\{text[^1]}' if it is meant so"));
                AddText(parts, text);
            }
        }

        foreach (var (part, position) in round) CloseAtEnd(part, position, '(', RoundFactor);
        foreach (var (part, position) in square) CloseAtEnd(part, position, '[', SquareFactor);
        if (parts.Any(part => part.Text == WeightedText.BreakWord && !part.IsBreak))
            notes.Add(new(Math.Max(0, prompt.IndexOf(WeightedText.BreakWord, StringComparison.Ordinal)), "BREAK inside brackets is read as a word, not as the end of a chunk; put it outside"));
        notes.Sort((a, b) => a.Position.CompareTo(b.Position));
        return new(Merged(parts), notes);

        void CloseAtEnd(int part, int position, char bracket, double factor)
        {
            Multiply(parts, part, factor);
            notes.Add(new(position, $"'{bracket}' at character {position + 1} is never closed; its weight holds to the end of the prompt"));
        }
    }

    [GeneratedRegex(@"\\[()\[\]\\]|\\|[(\[]|:\s*(?<weight>[+-]?[.0-9]+)\s*\)|[)\]]|[^\\()\[\]:]+|:", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"\s*\bBREAK\b\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Break();

    private static double Weight(string prompt, Group number) =>
        double.TryParse(number.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && double.IsFinite(weight)
            ? weight
            : throw new PromptException(prompt, number.Index, $"the weight '{number.Value}' at character {number.Index + 1} of the prompt is not a number; write for example (text:1.2)");

    private static void AddText(List<WeightedText> parts, string text)
    {
        var pieces = Break().Split(text);
        for (var i = 0; i < pieces.Length; i++)
        {
            if (i > 0) parts.Add(WeightedText.Break);
            parts.Add(new(pieces[i], 1));
        }
    }

    private static void Multiply(List<WeightedText> parts, int from, double factor)
    {
        for (var i = from; i < parts.Count; i++) parts[i] = parts[i] with { Weight = parts[i].Weight * factor };
    }

    private static List<WeightedText> Merged(List<WeightedText> parts)
    {
        var merged = new List<WeightedText>();
        foreach (var part in parts)
        {
            if (merged.Count > 0 && merged[^1].Weight == part.Weight)
                merged[^1] = part with { Text = merged[^1].Text + part.Text };
            else
                merged.Add(part);
        }

        if (merged.Count == 0) merged.Add(new("", 1));
        return merged;
    }
}
