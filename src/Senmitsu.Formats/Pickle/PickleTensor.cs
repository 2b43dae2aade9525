using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Pickle;

/// <summary>A tensor as a pickle describes it: a strided window on a storage.</summary>
/// <param name="Storage">Where its numbers are.</param>
/// <param name="DataType">Type of its numbers.</param>
/// <param name="Start">First number, counted in numbers.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Strides">Numbers to the next one of each dimension.</param>
internal sealed record PickleTensor(PickleStorage Storage, TensorDataType DataType, long Start, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides)
{
    /// <summary>How many numbers.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Whether the numbers follow each other as the last dimension runs fastest.</summary>
    public bool IsDense
    {
        get
        {
            long expected = 1;
            for (var i = Shape.Count - 1; i >= 0; i--)
            {
                if (Shape[i] != 1 && Strides[i] != expected) return false;
                expected *= Shape[i];
            }

            return true;
        }
    }

    /// <summary>Place of the last number; <see cref="Start"/> when there is none.</summary>
    public long Last => checked(Start + Shape.Zip(Strides).Sum(pair => checked(Math.Max(pair.First - 1, 0) * pair.Second)));
}
