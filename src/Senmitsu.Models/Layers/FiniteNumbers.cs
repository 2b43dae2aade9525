using System.Numerics;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Models.Layers;

/// <summary>Looks for NaN and infinity in a file's bytes. In IEEE 754 these are the numbers whose exponent bits are all one.</summary>
internal static unsafe class FiniteNumbers
{
    /// <summary>Elements looked at through one span.</summary>
    private const int SpanLength = 1 << 24;

    /// <summary>Whether all numbers of a tensor are finite; integers always are.</summary>
    public static bool AreAll(WeightFile file, TensorInfo tensor) => tensor.DataType switch
    {
        TensorDataType.Float16 => HaveOtherExponents<ushort>(file, tensor, 0x7C00),
        TensorDataType.BFloat16 => HaveOtherExponents<ushort>(file, tensor, 0x7F80),
        TensorDataType.Float32 => HaveOtherExponents<uint>(file, tensor, 0x7F80_0000),
        TensorDataType.Float64 => HaveOtherExponents<ulong>(file, tensor, 0x7FF0_0000_0000_0000),
        _ => true,
    };

    private static bool HaveOtherExponents<T>(WeightFile file, TensorInfo tensor, T exponent)
        where T : unmanaged, IBinaryInteger<T>
    {
        var numbers = (T*)file.Address(tensor);
        var count = tensor.SizeInBytes / sizeof(T);
        for (long start = 0; start < count; start += SpanLength)
        {
            if (!HaveOtherExponents(new ReadOnlySpan<T>(numbers + start, (int)Math.Min(SpanLength, count - start)), exponent)) return false;
        }

        return true;
    }

    private static bool HaveOtherExponents<T>(ReadOnlySpan<T> numbers, T exponent)
        where T : unmanaged, IBinaryInteger<T>
    {
        var exponents = new Vector<T>(exponent);
        for (; numbers.Length >= Vector<T>.Count; numbers = numbers[Vector<T>.Count..])
        {
            if (Vector.EqualsAny(new Vector<T>(numbers) & exponents, exponents)) return false;
        }

        foreach (var number in numbers)
        {
            if ((number & exponent) == exponent) return false;
        }

        return true;
    }
}
