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
        var values = GridValues.Expand(text[(equals + 1)..], kind.Values);
        return values.Count > 0 ? new(char.ToLowerInvariant(text[0]), kind, values) : throw new UserErrorException($"--xyz '{text}' has no values. Write for example \"x:steps=10,20\".");
    }

    /// <summary>What a grid shows beside a value.</summary>
    public string Label(string value) => Kind.ShowsValueAlone ? value : $"{Kind.Name}: {value}";
}
