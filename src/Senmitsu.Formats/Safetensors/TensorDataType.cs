using System.Diagnostics.CodeAnalysis;

namespace Senmitsu.Formats.Safetensors;

/// <summary>The number formats a safetensors file can hold. Each is stored little-endian.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The members are number types; these are their names.")]
public enum TensorDataType
{
    /// <summary><c>BOOL</c>: one byte, 0 or 1.</summary>
    Bool,

    /// <summary><c>U8</c>.</summary>
    UInt8,

    /// <summary><c>I8</c>.</summary>
    Int8,

    /// <summary><c>I16</c>.</summary>
    Int16,

    /// <summary><c>U16</c>.</summary>
    UInt16,

    /// <summary><c>I32</c>.</summary>
    Int32,

    /// <summary><c>U32</c>.</summary>
    UInt32,

    /// <summary><c>I64</c>.</summary>
    Int64,

    /// <summary><c>U64</c>.</summary>
    UInt64,

    /// <summary><c>F16</c>: IEEE 754 binary16.</summary>
    Float16,

    /// <summary><c>BF16</c>: the upper half of a binary32.</summary>
    BFloat16,

    /// <summary><c>F32</c>.</summary>
    Float32,

    /// <summary><c>F64</c>.</summary>
    Float64,

    /// <summary><c>F8_E4M3</c>: 4 exponent bits, 3 mantissa bits.</summary>
    Float8E4M3,

    /// <summary><c>F8_E5M2</c>: 5 exponent bits, 2 mantissa bits.</summary>
    Float8E5M2,
}
