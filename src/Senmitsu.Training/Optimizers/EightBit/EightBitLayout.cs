namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>Which parts of a group's buffer are kept in 8 bits. Blocks never cross from one tensor into the next.</summary>
internal sealed class EightBitLayout
{
    // bitsandbytes' min_8bit_size: smaller tensors cost little memory and suffer most from quantization.
    private const long SmallestQuantized = 4096;

    // Temporary tensors of one run stay in the processor's cache.
    private const long LongestRun = 1 << 17;

    private readonly List<EightBitRun> _runs = [];

    /// <summary>Divides a group.</summary>
    public EightBitLayout(ParameterGroup group)
    {
        foreach (var slice in group.Slices) Add(slice.Start, slice.Length, slice.Length >= SmallestQuantized);
    }

    /// <summary>The stretches in order.</summary>
    public IReadOnlyList<EightBitRun> Runs => _runs;

    /// <summary>Elements in 8 bits.</summary>
    public long Quantized { get; private set; }

    /// <summary>Elements in float32.</summary>
    public long Full { get; private set; }

    /// <summary>Blocks, each with a scale.</summary>
    public long Blocks { get; private set; }

    private void Add(long start, long length, bool isQuantized)
    {
        while (length > 0)
        {
            var part = Math.Min(length, LongestRun);
            if (CanExtend(start, part, isQuantized)) _runs[^1] = _runs[^1] with { Length = _runs[^1].Length + part };
            else _runs.Add(new(start, part, isQuantized, isQuantized ? Quantized : Full, Blocks));
            if (isQuantized) Quantized += part;
            else Full += part;
            Blocks = _runs[^1].BlockStart + _runs[^1].Blocks;
            (start, length) = (start + part, length - part);
        }
    }

    /// <summary>A run may grow if it ends at a block's border, so that the next tensor begins with a block of its own.</summary>
    private bool CanExtend(long start, long length, bool isQuantized) =>
        _runs.Count > 0 && _runs[^1] is var last && last.IsQuantized == isQuantized && last.Start + last.Length == start
        && last.Length + length <= LongestRun && (!isQuantized || last.Length % EightBitRun.BlockSize == 0);
}
