namespace Senmitsu.Formats.Kohya;

/// <summary>
/// One setting's value with the type it has in its file. Types matter to sd-scripts: <c>lr_warmup_steps = 10</c> are steps,
/// <c>0.1</c> is a ratio.
/// </summary>
public sealed class KohyaValue : IEquatable<KohyaValue>
{
    private KohyaValue(KohyaValueKind kind, object? raw) => (Kind, Raw) = (kind, raw);

    /// <summary>The absent value.</summary>
    public static KohyaValue Null { get; } = new(KohyaValueKind.Null, null);

    /// <summary>The type.</summary>
    public KohyaValueKind Kind { get; }

    /// <summary>The value itself; its .NET type follows from <see cref="Kind"/>, so <c>value.Raw is long steps</c> asks for both.</summary>
    public object? Raw { get; }

    /// <summary>A text.</summary>
    public static KohyaValue Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(KohyaValueKind.Text, text);
    }

    /// <summary>A whole number.</summary>
    public static KohyaValue Of(long number) => new(KohyaValueKind.WholeNumber, number);

    /// <summary>A number that keeps its point even when it is whole.</summary>
    public static KohyaValue Of(double number) => new(KohyaValueKind.RealNumber, number);

    /// <summary>A yes or no.</summary>
    public static KohyaValue Of(bool flag) => new(KohyaValueKind.Flag, flag);

    /// <summary>A list.</summary>
    public static KohyaValue Of(IEnumerable<KohyaValue> list) => new(KohyaValueKind.List, list.ToArray().AsReadOnly());

    /// <summary>A list of texts, as <c>network_args</c> is one.</summary>
    public static KohyaValue Of(IEnumerable<string> texts) => Of(texts.Select(Of));

    /// <summary>A table.</summary>
    public static KohyaValue Of(IReadOnlyDictionary<string, KohyaValue> table) => new(KohyaValueKind.Table, table);

    /// <inheritdoc/>
    public bool Equals(KohyaValue? other) => other is not null && Kind == other.Kind && (Raw, other.Raw) switch
    {
        (IReadOnlyList<KohyaValue> a, IReadOnlyList<KohyaValue> b) => a.SequenceEqual(b),
        (IReadOnlyDictionary<string, KohyaValue> a, IReadOnlyDictionary<string, KohyaValue> b) => a.Count == b.Count && a.All(pair => b.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value)),
        _ => Equals(Raw, other.Raw),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KohyaValue);

    /// <inheritdoc/>
    public override int GetHashCode() => Raw switch
    {
        IReadOnlyCollection<KohyaValue> list => HashCode.Combine(Kind, list.Count),
        IReadOnlyDictionary<string, KohyaValue> table => HashCode.Combine(Kind, table.Count),
        _ => HashCode.Combine(Kind, Raw),
    };

    /// <summary>For people: the JSON spelling.</summary>
    public override string ToString() => KohyaJsonFile.Format(this);
}
