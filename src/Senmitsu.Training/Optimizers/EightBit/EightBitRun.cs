namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>A stretch of a group's buffer that is updated at once, within which all tensors are stored alike.</summary>
/// <param name="Start">First element in the group's buffer.</param>
/// <param name="Length">Number of elements.</param>
/// <param name="IsQuantized">Stored in 8 bits; otherwise in float32.</param>
/// <param name="StateStart">First element in the buffer of its kind of storage.</param>
/// <param name="BlockStart">First block, if quantized.</param>
internal readonly record struct EightBitRun(long Start, long Length, bool IsQuantized, long StateStart, long BlockStart)
{
    /// <summary>Elements that share a scale: bitsandbytes' choice for optimizer states.</summary>
    public const int BlockSize = 256;

    /// <summary>Blocks it needs; the last may be partly filled.</summary>
    public long Blocks => IsQuantized ? (Length + BlockSize - 1) / BlockSize : 0;
}
