using System.Collections.Concurrent;

namespace Senmitsu.Web.Localization.Messages;

/// <summary>Says what comes from below the pages in the language of a page. The studio itself knows English only: its messages are found again in a table (<see cref="MessageTable"/>).</summary>
public static class MessageTranslation
{
    private const int LongestLine = 4000;
    private const int MostKept = 1000;

    private static readonly MessageTemplate[] Templates = [.. MessageTable.All.OrderByDescending(template => template.Weight).ThenBy(template => template.Holes.Count)];
    private static readonly ConcurrentDictionary<string, string> Kept = new(StringComparer.Ordinal);

    /// <summary>A message in a language; a line that is not in the table stays English.</summary>
    /// <param name="message">As the studio says it, in one or several lines.</param>
    /// <param name="language">The page's language.</param>
    public static string In(string message, Language language)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (language == Language.English || message.Length == 0) return message;
        if (Kept.TryGetValue(message, out var known)) return known;
        var japanese = string.Join('\n', message.Split('\n').Select(ReadLine));
        if (Kept.Count >= MostKept) Kept.Clear(); // notes repeat, but names and numbers in them do not
        Kept.TryAdd(message, japanese);
        return japanese;
    }

    /// <summary>One message, or a part of one, in Japanese; <see langword="null"/> if it is not in the table.</summary>
    internal static string? Read(string text) => text.Length > LongestLine ? null : new MessageReading(Templates).Read(text);

    private static string ReadLine(string line)
    {
        var text = line.Trim();
        return Read(text) is { } japanese ? line.Replace(text, japanese, StringComparison.Ordinal) : line;
    }
}
