namespace Senmitsu.Studio.Generation.Grids;

/// <summary>An axis of a grid.</summary>
/// <param name="Letter">x, y or z.</param>
/// <param name="Kind">What varies along it.</param>
/// <param name="Values">The values in order, at least one.</param>
public sealed record GridAxis(char Letter, GridAxisKind Kind, IReadOnlyList<string> Values)
{
    /// <summary>Reads <c>x:steps=10,20</c>.</summary>
    /// <exception cref="UserErrorException">The axis or a value is not understood.</exception>
    public static GridAxis Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal), equals = text.IndexOf('=', StringComparison.Ordinal);
        if (colon != 1 || text[0] is not ('x' or 'y' or 'z' or 'X' or 'Y' or 'Z') || equals < colon)
            throw new UserErrorException($"--xyz '{text}' is not understood. Write an axis, a name and its values, for example \"x:steps=10,20\".");
        var name = text[(colon + 1)..equals].Trim();
        var kind = GridAxisKinds.Find(name) ?? throw new UserErrorException($"--xyz: there is no axis '{name}'. Known: {string.Join(", ", GridAxisKinds.All.Select(known => known.Aliases[0]))}.");
        return Create(char.ToLowerInvariant(text[0]), kind, text[(equals + 1)..]);
    }

    /// <summary>An axis of values as AUTOMATIC1111 writes them.</summary>
    /// <param name="letter">x, y or z.</param>
    /// <param name="kind">What varies along it.</param>
    /// <param name="values">Values and ranges, commas between them (<see cref="GridValues"/>).</param>
    /// <exception cref="UserErrorException">There are no values, or one is not understood.</exception>
    public static GridAxis Create(char letter, GridAxisKind kind, string values)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var name = $"{char.ToUpperInvariant(letter)} values ({kind.Name})";
        try
        {
            var expanded = GridValues.Expand(values, kind.Values);
            return expanded.Count > 0 ? new(letter, kind, expanded) : throw new UserErrorException($"there are none. Write one or more with commas between them, for example {(kind.Values == GridValueKind.Text ? "a, b" : "10, 20")}.");
        }
        catch (UserErrorException e)
        {
            throw new UserErrorException($"{name}: {e.Message}", e);
        }
    }

    /// <summary>What a grid shows beside a value.</summary>
    public string Label(string value) => Kind.ShowsValueAlone ? value : $"{Kind.Name}: {value}";
}
