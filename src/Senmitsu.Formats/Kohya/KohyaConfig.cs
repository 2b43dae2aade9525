namespace Senmitsu.Formats.Kohya;

/// <summary>
/// A kohya settings file under kohya's own names and types. It keeps names that nobody knows, so that nothing is lost when
/// a file is loaded and saved.
/// </summary>
public sealed class KohyaConfig
{
    /// <summary>Every setting by name, in the order read or added; writers sort.</summary>
    public OrderedDictionary<string, KohyaValue> Values { get; } = new(StringComparer.Ordinal);
}
