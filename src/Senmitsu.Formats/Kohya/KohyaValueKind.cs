namespace Senmitsu.Formats.Kohya;

/// <summary>The types a setting can have in kohya's files.</summary>
public enum KohyaValueKind
{
    /// <summary>JSON <c>null</c>; TOML has none, so it is left out there.</summary>
    Null,

    /// <summary>A text: <see cref="KohyaValue.Raw"/> is a <see cref="string"/>.</summary>
    Text,

    /// <summary>A whole number: <see cref="KohyaValue.Raw"/> is a <see cref="long"/>.</summary>
    WholeNumber,

    /// <summary>A number with a point or an exponent: <see cref="KohyaValue.Raw"/> is a <see cref="double"/>.</summary>
    RealNumber,

    /// <summary>A yes or no: <see cref="KohyaValue.Raw"/> is a <see cref="bool"/>.</summary>
    Flag,

    /// <summary>A list: <see cref="KohyaValue.Raw"/> is an <see cref="IReadOnlyList{T}"/> of <see cref="KohyaValue"/>.</summary>
    List,

    /// <summary>A table: <see cref="KohyaValue.Raw"/> is an <see cref="IReadOnlyDictionary{TKey, TValue}"/> of <see cref="KohyaValue"/> by name.</summary>
    Table,
}
