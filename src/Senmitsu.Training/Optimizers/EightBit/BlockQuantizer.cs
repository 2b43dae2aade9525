using System.Numerics;

namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>
/// Block-wise quantization in memory (Dettmers et al. 2021, 2110.02861 §2.1): the values of a block, divided by their largest magnitude, become
/// the numbers of the nearest values of a <see cref="DynamicMap"/>. As in bitsandbytes a negative value never becomes 0, so momentum keeps its sign.
/// </summary>
internal sealed unsafe class BlockQuantizer
{
    private const int BlockSize = EightBitRun.BlockSize;

    // Blocks of one piece of work: some 50 µs, above which starting threads costs little.
    private const int PieceBlocks = 64;

    // The upper half of a float32: two neighbours differ by less than two neighbours of a map, so that at most one border lies between.
    private const int Halves = 1 << 16;

    private readonly float[] _map;
    private readonly float[] _borders;
    private readonly byte[] _codes = new byte[Halves];

    private BlockQuantizer(IReadOnlyList<float> map)
    {
        _map = [.. map];
        _borders = [.. Enumerable.Range(0, _map.Length - 1).Select(i => _map[i + 1] == 0 ? 0 : (_map[i] + _map[i + 1]) / 2), float.PositiveInfinity];
        for (var half = 0; half < Halves; half++)
        {
            // Of the floats that share this upper half the lowest; below 0 that is the one of the largest magnitude.
            var lowest = BitConverter.Int32BitsToSingle(half << 16 | (half >= Halves / 2 ? 0xFFFF : 0));
            _codes[half] = (byte)_borders.Count(border => border <= lowest && border < float.PositiveInfinity);
        }
    }

    /// <summary>For values of both signs.</summary>
    public static BlockQuantizer Signed { get; } = new(DynamicMap.Signed);

    /// <summary>For values of at least 0.</summary>
    public static BlockQuantizer Unsigned { get; } = new(DynamicMap.Unsigned);

    /// <summary>The 256 values, rising.</summary>
    public ReadOnlySpan<float> Map => _map;

    /// <summary>The 255 borders between them: code i ends below border i.</summary>
    public ReadOnlySpan<float> Borders => _borders.AsSpan(0, _map.Length - 1);

    /// <summary>codes, scales → values.</summary>
    /// <param name="codes">[length].</param>
    /// <param name="scales">One for each 256 codes; the last may have fewer.</param>
    /// <param name="values">[length], overwritten.</param>
    public void Decode(ReadOnlySpan<byte> codes, ReadOnlySpan<float> scales, Span<float> values)
    {
        var length = values.Length;
        fixed (byte* source = codes)
        fixed (float* factors = scales, target = values, map = _map)
        {
            byte* from = source;
            float* by = factors, to = target, table = map;
            ForBlocks(scales.Length, block => DecodeBlock(from, by[block], to, table, block * BlockSize, Math.Min(length, (block + 1) * BlockSize)));
        }
    }

    /// <summary>values → codes, scales.</summary>
    /// <param name="values">[length].</param>
    /// <param name="codes">[length], overwritten.</param>
    /// <param name="scales">One for each 256 codes, overwritten.</param>
    public void Encode(ReadOnlySpan<float> values, Span<byte> codes, Span<float> scales)
    {
        var length = values.Length;
        fixed (float* source = values, factors = scales, edges = _borders)
        fixed (byte* target = codes, table = _codes)
        {
            float* from = source, by = factors, borders = edges;
            byte* to = target, starts = table;
            ForBlocks(scales.Length, block => by[block] = EncodeBlock(from, to, starts, borders, block * BlockSize, Math.Min(length, (block + 1) * BlockSize)));
        }
    }

    private static void DecodeBlock(byte* codes, float scale, float* values, float* map, int start, int end)
    {
        for (var i = start; i < end; i++) values[i] = map[codes[i]] * scale;
    }

    /// <returns>The block's scale.</returns>
    private static float EncodeBlock(float* values, byte* codes, byte* starts, float* borders, int start, int end)
    {
        var scale = LargestMagnitude(new ReadOnlySpan<float>(values + start, end - start));
        var divisor = Math.Max(scale, float.Epsilon);
        for (var i = start; i < end; i++)
        {
            var relative = values[i] / divisor;
            var code = starts[BitConverter.SingleToUInt32Bits(relative) >> 16];
            codes[i] = (byte)(code + (relative >= borders[code] ? 1 : 0));
        }

        return scale;
    }

    private static float LargestMagnitude(ReadOnlySpan<float> values)
    {
        var largest = Vector<float>.Zero;
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count) largest = Vector.Max(largest, Vector.Abs(new Vector<float>(values[i..])));
        var result = 0f;
        for (var lane = 0; lane < Vector<float>.Count; lane++) result = Math.Max(result, largest[lane]);
        for (; i < values.Length; i++) result = Math.Max(result, Math.Abs(values[i]));
        return result;
    }

    /// <summary>Blocks know nothing of each other, so the result does not depend on the number of threads.</summary>
    private static void ForBlocks(int blocks, Action<int> body)
    {
        var pieces = (blocks + PieceBlocks - 1) / PieceBlocks;
        Parallel.For(0, pieces, piece =>
        {
            for (var block = piece * PieceBlocks; block < Math.Min(blocks, (piece + 1) * PieceBlocks); block++) body(block);
        });
    }
}
