namespace Senmitsu.Web.Localization.Messages;

/// <summary>One message on its way into Japanese. Parts of it are read once each, and there is an end to trying: a long text that nobody knows costs little.</summary>
/// <param name="templates">What is known, the heaviest first.</param>
internal sealed class MessageReading(IReadOnlyList<MessageTemplate> templates)
{
    private const int MostParts = 400;
    private const int MostTries = 20_000;

    private readonly Dictionary<string, string?> _read = new(StringComparer.Ordinal);
    private int _tries;

    /// <summary>A message, or a part of one, in Japanese; <see langword="null"/> if it is none.</summary>
    public string? Read(string message)
    {
        if (_read.TryGetValue(message, out var known)) return known;
        if (message.Length == 0 || _read.Count >= MostParts) return null;
        _read[message] = null; // what is asked for again while it is read is no message
        foreach (var template in templates)
        {
            if (template.Translate(message, this) is { } japanese) return _read[message] = japanese;
        }

        return null;
    }

    /// <summary>Whether one more way to divide the message may be tried.</summary>
    public bool MayTry() => ++_tries <= MostTries;
}
