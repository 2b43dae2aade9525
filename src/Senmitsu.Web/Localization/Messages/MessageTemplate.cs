using System.Buffers;
using System.Text;

namespace Senmitsu.Web.Localization.Messages;

/// <summary>A message of the studio: in English as the code below the pages writes it, with holes for what differs, and in Japanese with the same holes.</summary>
public sealed class MessageTemplate
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,-+eE");

    private readonly string[] _fixed;
    private readonly string[] _japanese;
    private readonly int[] _order;

    /// <summary>Reads a pair.</summary>
    /// <param name="english"><c>found {count#} pictures in {folder}</c>; braces of the text itself are doubled.</param>
    /// <param name="japanese"><c>{folder} に画像が {count} 枚あります</c>.</param>
    /// <exception cref="FormatException">A hole is not closed, has no text between it and the next, or is missing in one of the two.</exception>
    public MessageTemplate(string english, string japanese)
    {
        ArgumentNullException.ThrowIfNull(english);
        ArgumentNullException.ThrowIfNull(japanese);
        (English, Japanese) = (english, japanese);
        (_fixed, var holes) = Parse(english);
        (_japanese, var places) = Parse(japanese);
        Holes = [.. holes.Select(Hole)];
        _order = [.. places.Select(place => Array.FindIndex([.. Holes], hole => hole.Name == place))];
        if (_order.Contains(-1) || _order.Distinct().Count() != Holes.Count) throw new FormatException($"'{english}' and '{japanese}' differ in their holes");
        if (_fixed.Skip(1).SkipLast(1).Contains("")) throw new FormatException($"two holes of '{english}' touch");
        Weight = _fixed.Sum(part => part.Length);
    }

    /// <summary>The English text with its holes.</summary>
    public string English { get; }

    /// <summary>The Japanese text with its holes.</summary>
    public string Japanese { get; }

    /// <summary>The holes, in English order.</summary>
    public IReadOnlyList<MessageHole> Holes { get; }

    /// <summary>Letters outside the holes: of two templates that fit, the heavier one says more.</summary>
    public int Weight { get; }

    /// <summary>The message in Japanese; <see langword="null"/> if it is another one.</summary>
    internal string? Translate(string message, MessageReading reading)
    {
        if (message.Length < Weight || !message.StartsWith(_fixed[0], StringComparison.Ordinal) || !message.EndsWith(_fixed[^1], StringComparison.Ordinal)) return null;
        if (Holes.Count == 0) return message.Length == Weight ? _japanese[0] : null;
        var values = new Range[Holes.Count];
        if (!Fill(message, 0, _fixed[0].Length, values, reading)) return null;
        var text = new StringBuilder(_japanese[0]);
        for (var i = 0; i < _order.Length; i++)
        {
            var value = message[values[_order[i]]];
            if (Holes[_order[i]].Kind != MessageHoleKind.Number) value = reading.Read(value) ?? value;
            if (_japanese[i + 1].Length > 0 && "。）、".Contains(_japanese[i + 1][0], StringComparison.Ordinal)) value = value.TrimEnd('。');
            text.Append(value).Append(_japanese[i + 1]);
        }

        return text.ToString();
    }

    /// <summary>Finds the text of a hole and of those behind it, the shortest first.</summary>
    private bool Fill(string message, int hole, int start, Range[] values, MessageReading reading)
    {
        var next = _fixed[hole + 1];
        if (hole == Holes.Count - 1)
        {
            var end = message.Length - next.Length;
            values[hole] = start..Math.Max(start, end);
            return end >= start && Holds(Holes[hole].Kind, message, start..end, reading);
        }

        for (var end = message.IndexOf(next, start, StringComparison.Ordinal); end >= 0 && reading.MayTry(); end = message.IndexOf(next, end + 1, StringComparison.Ordinal))
        {
            values[hole] = start..end;
            if (Holds(Holes[hole].Kind, message, start..end, reading) && Fill(message, hole + 1, end + next.Length, values, reading)) return true;
        }

        return false;
    }

    private static bool Holds(MessageHoleKind kind, string message, Range range, MessageReading reading) => kind switch
    {
        MessageHoleKind.Number => message.AsSpan(range) is { Length: > 0 } text && !text.ContainsAnyExcept(OfNumbers),
        MessageHoleKind.Message => reading.Read(message[range]) is not null,
        _ => true,
    };

    private static MessageHole Hole(string text) => text[^1] switch
    {
        '#' => new(text[..^1], MessageHoleKind.Number),
        '!' => new(text[..^1], MessageHoleKind.Message),
        _ => new(text, MessageHoleKind.Text),
    };

    private static (string[] Fixed, List<string> Holes) Parse(string template)
    {
        var (parts, holes, part) = (new List<string>(), new List<string>(), new StringBuilder());
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] is not ('{' or '}'))
            {
                part.Append(template[i]);
            }
            else if (i + 1 < template.Length && template[i + 1] == template[i])
            {
                part.Append(template[i++]);
            }
            else
            {
                var end = template.IndexOf('}', i);
                if (end <= i + 1) throw new FormatException($"a brace of '{template}' stands alone");
                parts.Add(part.ToString());
                holes.Add(template[(i + 1)..end]);
                part.Clear();
                i = end;
            }
        }

        parts.Add(part.ToString());
        return ([.. parts], holes);
    }
}
