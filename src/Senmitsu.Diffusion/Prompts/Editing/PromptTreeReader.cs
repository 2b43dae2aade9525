using System.Text.RegularExpressions;

namespace Senmitsu.Diffusion.Prompts.Editing;

/// <summary>
/// Reads the grammar of prompt editing. Brackets that fit it are structure, all others are text, and what stands inside a structure must
/// fit too. Each bracket is tried once, so hostile prompts cost linear time.
/// </summary>
/// <param name="text">The prompt.</param>
internal sealed partial class PromptTreeReader(string text)
{
    /// <summary>Deeper nesting is read as text without structure: AUTOMATIC1111's parser gives up there too.</summary>
    private const int MaxDepth = 200;

    private readonly Dictionary<int, (PromptNode Node, int End)?> _brackets = [];

    /// <summary>The whole prompt, or <see langword="null"/> if it does not follow the grammar: a <c>|</c> outside brackets, a lone <c>\</c> at the end.</summary>
    public PromptNode? Read()
    {
        var pieces = new List<PromptNode>();
        var position = 0;
        while (position < text.Length)
        {
            var (row, end) = ReadRow(position, 0);
            pieces.Add(row);
            position = end;
            if (position == text.Length) break;
            if (text[position] is '|' or '\\') return null;
            pieces.Add(new PromptNode.Plain(text.Substring(position++, 1)));
        }

        return new PromptNode.Row(pieces);
    }

    /// <summary>Text and structures as far as they go.</summary>
    private (PromptNode.Row Node, int End) ReadRow(int start, int depth)
    {
        var pieces = new List<PromptNode>();
        var position = start;
        while (position < text.Length)
        {
            var end = PlainEnd(position);
            if (end > position)
            {
                pieces.Add(new PromptNode.Plain(text[position..end]));
                position = end;
            }
            else if (ReadBracket(position, depth) is { } bracket)
            {
                pieces.Add(bracket.Node);
                position = bracket.End;
            }
            else
            {
                break;
            }
        }

        return (new PromptNode.Row(pieces), position);
    }

    private int PlainEnd(int position)
    {
        while (position < text.Length)
        {
            if (text[position] == '\\' && position + 1 < text.Length && text[position + 1] != '\n') position += 2;
            else if (text[position] is '\\' or '[' or ']' or '(' or ')' or ':' or '|') break;
            else position++;
        }

        return position;
    }

    private (PromptNode Node, int End)? ReadBracket(int start, int depth)
    {
        if (text[start] is not ('(' or '[') || depth == MaxDepth) return null;
        if (_brackets.TryGetValue(start, out var known)) return known;
        return _brackets[start] = text[start] == '(' ? ReadRound(start, depth + 1) : ReadSquare(start, depth + 1);
    }

    // "(a [b:c:5]:1.3)"
    private (PromptNode Node, int End)? ReadRound(int start, int depth)
    {
        var (inner, end) = ReadRow(start + 1, depth);
        if (Is(end, ')')) return (Enclosed('(', inner, ')'), end + 1);
        if (!Is(end, ':')) return null;
        var (weight, last) = ReadRow(end + 1, depth);
        return Is(last, ')') ? (new PromptNode.Row([new PromptNode.Plain("("), inner, new PromptNode.Plain(":"), weight, new PromptNode.Plain(")")]), last + 1) : null;
    }

    // "[a]", "[a|b|]", "[a: 3 ]", "[a:b:0.5]", "[:b:.5]"
    private (PromptNode Node, int End)? ReadSquare(int start, int depth)
    {
        var (first, end) = ReadRow(start + 1, depth);
        if (Is(end, ']')) return (Enclosed('[', first, ']'), end + 1);
        if (Is(end, '|')) return ReadAlternation(first, end, depth);
        if (!Is(end, ':')) return null;
        if (ReadWhen(end + 1) is { } when) return (new PromptNode.Edit(null, first, when.Number), when.End);
        var (second, last) = ReadRow(end + 1, depth);
        return Is(last, ':') && ReadWhen(last + 1) is { } until ? (new PromptNode.Edit(first, second, until.Number), until.End) : null;
    }

    private (PromptNode Node, int End)? ReadAlternation(PromptNode first, int bar, int depth)
    {
        var options = new List<PromptNode> { first };
        while (Is(bar, '|'))
        {
            var (option, end) = ReadRow(bar + 1, depth);
            options.Add(option);
            bar = end;
        }

        return Is(bar, ']') ? (new PromptNode.Alternation(options), bar + 1) : null;
    }

    private (string Number, int End)? ReadWhen(int start)
    {
        var match = When().Match(text, start);
        return match.Success ? (match.Groups["number"].Value, start + match.Length) : null;
    }

    private bool Is(int position, char c) => position < text.Length && text[position] == c;

    private static PromptNode.Row Enclosed(char open, PromptNode inner, char close) =>
        new([new PromptNode.Plain(open.ToString()), inner, new PromptNode.Plain(close.ToString())]);

    [GeneratedRegex(@"\G\s*(?<number>[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?)\s*\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex When();
}
