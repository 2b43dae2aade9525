using System.Diagnostics.CodeAnalysis;

namespace Senmitsu.Formats.Safetensors;

/// <summary>What the format says about each <see cref="TensorDataType"/>: its name, its size and its place in a file.</summary>
public static class TensorDataTypes
{
    /// <summary>
    /// In the order in which the reference library lays tensors out (<c>huggingface/safetensors</c> <c>tensor.rs</c>,
    /// <c>Dtype</c> from last to first), so that a value's row is its rank.
    /// </summary>
    private static readonly (TensorDataType Type, string Name, int Size)[] Table =
    [
        (TensorDataType.UInt64, "U64", 8),
        (TensorDataType.Int64, "I64", 8),
        (TensorDataType.Float64, "F64", 8),
        (TensorDataType.Float32, "F32", 4),
        (TensorDataType.UInt32, "U32", 4),
        (TensorDataType.Int32, "I32", 4),
        (TensorDataType.BFloat16, "BF16", 2),
        (TensorDataType.Float16, "F16", 2),
        (TensorDataType.UInt16, "U16", 2),
        (TensorDataType.Int16, "I16", 2),
        (TensorDataType.Float8E4M3, "F8_E4M3", 1),
        (TensorDataType.Float8E5M2, "F8_E5M2", 1),
        (TensorDataType.Int8, "I8", 1),
        (TensorDataType.UInt8, "U8", 1),
        (TensorDataType.Bool, "BOOL", 1),
    ];

    private static readonly Dictionary<string, TensorDataType> ByName = Table.ToDictionary(row => row.Name, row => row.Type, StringComparer.Ordinal);

    /// <summary>Every name the format knows, widest types first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(row => row.Name)];

    /// <summary>Finds the type behind a name in a file header, such as <c>BF16</c>; names are case-sensitive.</summary>
    public static bool TryFromFormatName([NotNullWhen(true)] string? name, out TensorDataType type)
    {
        type = default;
        return name is not null && ByName.TryGetValue(name, out type);
    }

    extension(TensorDataType type)
    {
        /// <summary>Bytes of one element.</summary>
        public int SizeInBytes() => Table[type.LayoutRank()].Size;

        /// <summary>The name in a file header, such as <c>BF16</c>.</summary>
        public string FormatName() => Table[type.LayoutRank()].Name;

        /// <summary>Place in a file: tensors of rank 0 come first.</summary>
        internal int LayoutRank()
        {
            var rank = Array.FindIndex(Table, row => row.Type == type);
            ArgumentOutOfRangeException.ThrowIfNegative(rank, nameof(type));
            return rank;
        }
    }
}
