using System.Diagnostics.CodeAnalysis;

namespace Senmitsu.Formats.WeightKeys;

/// <summary>Exchanges the beginning of a key by a table, only ever at a separator: <c>blocks.1</c> never matches <c>blocks.10</c>.</summary>
internal static class KeyStems
{
    public static bool TryExchange(Dictionary<string, string> table, string key, char separator, [NotNullWhen(true)] out string? exchanged)
    {
        ArgumentNullException.ThrowIfNull(key);
        var stems = table.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var end = key.Length; end > 0; end = key.LastIndexOf(separator, end - 1))
        {
            if (!stems.TryGetValue(key.AsSpan(0, end), out var other)) continue;
            exchanged = string.Concat(other, key.AsSpan(end));
            return true;
        }

        exchanged = null;
        return false;
    }
}
