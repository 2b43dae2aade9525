using System.Globalization;
using System.Text;

namespace Senmitsu.Tests.Web.Localization.Messages;

/// <summary>Finds the texts of a C# file: all kinds of literals, those within the holes of others too. Comments and characters are passed over.</summary>
/// <param name="path">The file's name.</param>
/// <param name="source">Its text.</param>
internal sealed class SourceTexts(string path, string source)
{
    private readonly List<SourceText> _found = [];
    private int _at;

    /// <summary>All texts of a file, in the order in which they end.</summary>
    public static IReadOnlyList<SourceText> Of(string path, string source)
    {
        var texts = new SourceTexts(path, source);
        texts.Read(source.Length);
        return texts._found;
    }

    private void Read(int end)
    {
        while (_at < end)
        {
            if (!SkipComment() && !SkipCharacter() && !ReadSum()) _at++;
        }
    }

    private bool SkipComment()
    {
        if (Is("//")) return MoveTo(source.IndexOf('\n', _at));
        return Is("/*") && MoveTo(source.IndexOf("*/", _at, StringComparison.Ordinal) + 2);
    }

    private bool SkipCharacter()
    {
        if (source[_at] != '\'') return false;
        var end = _at + (source[_at + 1] == '\\' ? 3 : 1);
        return MoveTo(source.IndexOf('\'', end) + 1);
    }

    /// <summary>Reads <c>"a " + "b"</c> as one text; what is added and is no literal is a hole at the end.</summary>
    private bool ReadSum()
    {
        var (start, parts) = (_at, new List<string>());
        if (!ReadLiteral(parts)) return false;
        for (var end = _at; NextAfterPlus() is { } next; end = _at)
        {
            _at = next;
            var more = new List<string>();
            if (!ReadLiteral(more))
            {
                parts.Add("");
                _at = end;
                break;
            }

            parts[^1] += more[0];
            parts.AddRange(more.Skip(1));
        }

        var before = source[..start];
        _found.Add(new SourceText(path, before.Count(c => c == '\n') + 1, before[(before.LastIndexOfAny([';', '{', '}']) + 1)..], parts));
        return true;
    }

    /// <summary>Where the other side of a plus sign begins that follows here.</summary>
    private int? NextAfterPlus()
    {
        var at = _at;
        while (char.IsWhiteSpace(source[at])) at++;
        if (source[at] != '+' || source[at + 1] is '+' or '=') return null;
        for (at++; char.IsWhiteSpace(source[at]);) at++;
        return at;
    }

    private bool ReadLiteral(List<string> parts)
    {
        var at = _at;
        while (source[at] is '$' or '@') at++;
        var prefix = source[_at..at];
        var quotes = Run(at, '"');
        if (quotes == 0) return false;
        var isRaw = quotes >= 3;
        _at = at + (isRaw ? quotes : 1);
        if (quotes == 2)
        {
            parts.Add("");
            _at++;
            return true;
        }

        ReadContent(parts, isRaw ? quotes : 1, prefix.Count(c => c == '$'), isRaw, isRaw || prefix.Contains('@', StringComparison.Ordinal));
        return true;
    }

    private void ReadContent(List<string> parts, int quotes, int dollars, bool isRaw, bool isVerbatim)
    {
        var part = new StringBuilder();
        while (Run(_at, '"') < quotes || (isVerbatim && !isRaw && Run(_at, '"') % 2 == 0))
        {
            var braces = Run(_at, '{');
            if (Run(_at, '"') >= 2 && isVerbatim && !isRaw) Take(part, '"', 2);
            else if (source[_at] == '\\' && !isVerbatim) TakeEscape(part);
            else if (dollars > 0 && !isRaw && braces >= 2) Take(part, '{', 2);
            else if (dollars > 0 && !isRaw && Is("}}")) Take(part, '}', 2);
            else if (dollars > 0 && braces >= dollars) ReadHole(parts, part, dollars);
            else part.Append(source[_at++]);
        }

        parts.Add(part.ToString());
        _at += quotes;
    }

    private void ReadHole(List<string> parts, StringBuilder part, int dollars)
    {
        parts.Add(part.ToString());
        part.Clear();
        _at += dollars;
        for (var depth = 0; depth > 0 || source[_at] != '}';)
        {
            if (SkipCharacter() || ReadSum()) continue;
            depth += source[_at] is '{' or '(' or '[' ? 1 : source[_at] is '}' or ')' or ']' ? -1 : 0;
            _at++;
        }

        _at += dollars;
    }

    private void TakeEscape(StringBuilder part)
    {
        var kind = source[_at + 1];
        if (kind == 'u') part.Append((char)int.Parse(source.AsSpan(_at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        else part.Append(kind switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', _ => kind });
        _at += kind == 'u' ? 6 : 2;
    }

    private void Take(StringBuilder part, char letter, int length)
    {
        part.Append(letter);
        _at += length;
    }

    private int Run(int at, char letter)
    {
        var end = at;
        while (end < source.Length && source[end] == letter) end++;
        return end - at;
    }

    private bool Is(string text) => string.CompareOrdinal(source, _at, text, 0, text.Length) == 0;

    private bool MoveTo(int position)
    {
        _at = position <= _at ? source.Length : position;
        return true;
    }
}
