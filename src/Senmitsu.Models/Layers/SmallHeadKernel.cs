using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Senmitsu.Models.Layers;

/// <summary>
/// Exact attention of one head and its gradients in plain vector code: the tiling of FlashAttention (Dao et al. 2022,
/// Algorithms 1 and 4), with tiles that stay in the first-level cache.
/// </summary>
/// <remarks>
/// Everything is built from tiles [rows, columns]. A row operand is row-major, [rows, d] with d rounded up to 4, and each of its
/// numbers is spread over a vector; a column operand is component-major, [d, columns], and is read a vector at a time.
/// Forward, the columns are queries and the rows are keys; backward it is the other way around.
/// Scores are kept in base 2: queries are scaled by log₂e/√d, so that softmax is a power of 2.
/// </remarks>
internal static unsafe class SmallHeadKernel
{
    /// <summary>Components are handled four at a time.</summary>
    private const int ComponentGroup = 4;

    /// <summary>Keys of a forward tile.</summary>
    private const int ForwardRows = 128;

    /// <summary>Queries of a backward tile.</summary>
    private const int BackwardRows = 16;

    /// <summary>Keys of a backward tile, and of a block of component-major keys. A multiple of two vectors of any processor.</summary>
    private const int BackwardColumns = 128;

    private const double Log2E = 1.4426950408889634;

    /// <summary>2^x below this is 0: the result would not be a normal number.</summary>
    private const float SmallestExponent = -126;

    /// <summary>1.5·2²³: added to a small number, it leaves the nearest integer in the low bits.</summary>
    private const float RoundingMagic = 12582912;

    /// <summary>Columns that one step of the inner loops covers.</summary>
    private static int ColumnStep => 2 * Vector<float>.Count;

    /// <summary>One head's slice of [B, T, D] memory: row r starts at <paramref name="Start"/> + r·<paramref name="RowStride"/>.</summary>
    /// <param name="Start">First component of row 0.</param>
    /// <param name="RowStride">Distance of two rows, in floats.</param>
    internal readonly record struct HeadRows(nint Start, long RowStride)
    {
        /// <summary>Address of a row.</summary>
        public float* this[long row] => (float*)Start + row * RowStride;
    }

    /// <summary>What attention of one head needs to know about its shape.</summary>
    /// <param name="Keys">S.</param>
    /// <param name="Width">d.</param>
    /// <param name="IsCausal">Whether query t sees keys 0…t only.</param>
    internal readonly record struct HeadShape(int Keys, int Width, bool IsCausal)
    {
        /// <summary>d rounded up to the group of components that loops handle.</summary>
        public int PaddedWidth => RoundUp(Width, ComponentGroup);

        /// <summary>S rounded up to whole blocks.</summary>
        public int PaddedKeys => RoundUp(Keys, BackwardColumns);

        /// <summary>Factor of the scores in base 2, log₂e/√d.</summary>
        public float BinaryScale => (float)(Log2E / Math.Sqrt(Width));
    }

    /// <summary>softmax(q·kᵀ/√d)·v of some queries of one head (Dao et al. 2022, Algorithm 1).</summary>
    /// <param name="q">[T, d].</param>
    /// <param name="k">[S, d].</param>
    /// <param name="v">[S, d].</param>
    /// <param name="output">[T, d], written for the rows in range.</param>
    /// <param name="maxima">[T] largest score in base 2, written for the rows in range.</param>
    /// <param name="sums">[T] Σ 2^(score − maximum), written for the rows in range.</param>
    /// <param name="first">First query.</param>
    /// <param name="end">One past the last query.</param>
    /// <param name="shape">Keys, width, causality.</param>
    public static void Forward(HeadRows q, HeadRows k, HeadRows v, HeadRows output, float* maxima, float* sums, int first, int end, HeadShape shape)
    {
        int width = shape.PaddedWidth, columns = ColumnStep;
        using var memory = new NativeFloats((2L * shape.Keys * width) + (2L * width * columns) + (ForwardRows * columns) + (2 * columns));
        var keys = memory.Take(shape.Keys * width);
        var values = memory.Take(shape.Keys * width);
        var query = memory.Take(width * columns);
        var weighted = memory.Take(width * columns);
        var tile = memory.Take(ForwardRows * columns);
        var maximum = memory.Take(columns);
        var sum = memory.Take(columns);
        PackRows(k, 0, shape.Keys, shape.Width, width, 1, keys);
        PackRows(v, 0, shape.Keys, shape.Width, width, 1, values);

        for (var t = first; t < end; t += columns)
        {
            var count = Math.Min(columns, end - t);
            PackColumns(q, t, count, shape.Width, columns, shape.BinaryScale, query);
            new Span<float>(weighted, width * columns).Clear();
            new Span<float>(sum, columns).Clear();
            new Span<float>(maximum, columns).Fill(float.NegativeInfinity);
            var visible = shape.IsCausal ? Math.Min(shape.Keys, t + count) : shape.Keys;
            for (var s = 0; s < visible; s += ForwardRows)
            {
                var rows = Math.Min(ForwardRows, visible - s);
                Dots(keys + (s * width), rows, query, columns, columns, width, tile, columns);
                if (shape.IsCausal) HideLaterKeys(tile, rows, columns, s - t);
                OnlineSoftmax(tile, rows, columns, width, maximum, sum, weighted);
                Accumulate(tile, columns, rows, values + (s * width), width, weighted, columns, columns);
            }

            for (var i = 0; i < count; i++)
            {
                var row = output[t + i];
                for (var c = 0; c < shape.Width; c++) row[c] = weighted[(c * columns) + i] / sum[i];
                maxima[t + i] = maximum[i];
                sums[t + i] = sum[i];
            }
        }
    }

    /// <summary>Gradients from some queries of one head (Dao et al. 2022, Algorithm 4).</summary>
    /// <param name="q">[T, d].</param>
    /// <param name="k">[S, d].</param>
    /// <param name="v">[S, d].</param>
    /// <param name="output">[T, d], what <see cref="Forward"/> gave.</param>
    /// <param name="outputGradient">[T, d].</param>
    /// <param name="maxima">[T], from <see cref="Forward"/>.</param>
    /// <param name="sums">[T], from <see cref="Forward"/>.</param>
    /// <param name="queryGradient">[T, d], written for the rows in range.</param>
    /// <param name="keyGradient">[padded S / 128, padded d, 128], zero on entry: the share of these queries.</param>
    /// <param name="valueGradient">[padded S / 128, padded d, 128], zero on entry: the share of these queries.</param>
    /// <param name="first">First query.</param>
    /// <param name="end">One past the last query.</param>
    /// <param name="shape">Keys, width, causality.</param>
    public static void Backward(
        HeadRows q, HeadRows k, HeadRows v, HeadRows output, HeadRows outputGradient, float* maxima, float* sums,
        HeadRows queryGradient, float* keyGradient, float* valueGradient, int first, int end, HeadShape shape)
    {
        int width = shape.PaddedWidth, rowsInAll = end - first;
        using var memory = new NativeFloats((2L * width * shape.PaddedKeys) + (3L * rowsInAll * width) + rowsInAll + (2 * BackwardRows * BackwardColumns));
        var keys = memory.Take((long)width * shape.PaddedKeys);
        var values = memory.Take((long)width * shape.PaddedKeys);
        var queries = memory.Take(rowsInAll * width);
        var gradients = memory.Take(rowsInAll * width);
        var queryGradients = memory.Take(rowsInAll * width);
        var averages = memory.Take(rowsInAll);
        var weights = memory.Take(BackwardRows * BackwardColumns);
        var scores = memory.Take(BackwardRows * BackwardColumns);
        PackBlocks(k, shape, keys);
        PackBlocks(v, shape, values);
        PackRows(q, first, rowsInAll, shape.Width, width, shape.BinaryScale, queries);
        PackGradients(output, outputGradient, sums, first, rowsInAll, shape.Width, width, gradients, averages);
        new Span<float>(queryGradients, rowsInAll * width).Clear();

        for (var s = 0; s < shape.Keys; s += BackwardColumns)
        {
            var columns = RoundUp(Math.Min(BackwardColumns, shape.Keys - s), ColumnStep);
            var block = (long)s * width;
            for (var i = 0; i < rowsInAll; i += BackwardRows)
            {
                var rows = Math.Min(BackwardRows, rowsInAll - i);
                if (shape.IsCausal && s >= first + i + rows) continue;
                Dots(queries + (i * width), rows, keys + block, BackwardColumns, columns, width, weights, BackwardColumns);
                Powers(weights, rows, columns, maxima + first + i);
                HideColumns(weights, rows, columns, shape.Keys - s, shape.IsCausal ? first + i - s + 1 : int.MaxValue - BackwardRows);
                Dots(gradients + (i * width), rows, values + block, BackwardColumns, columns, width, scores, BackwardColumns);
                ScoreGradients(scores, weights, rows, columns, averages + i);
                Accumulate(weights, BackwardColumns, rows, gradients + (i * width), width, valueGradient + block, BackwardColumns, columns);
                Accumulate(scores, BackwardColumns, rows, queries + (i * width), width, keyGradient + block, BackwardColumns, columns);
                AccumulateRows(scores, rows, columns, keys + block, width, queryGradients + (i * width));
            }
        }

        var scale = 1 / Math.Sqrt(shape.Width);
        for (var i = 0; i < rowsInAll; i++)
        {
            var row = queryGradient[first + i];
            for (var c = 0; c < shape.Width; c++) row[c] = (float)(queryGradients[(i * width) + c] * scale);
        }
    }

    /// <summary>Adds up the shares of the parts of a head, in their order.</summary>
    /// <param name="shares">First share, [padded S / 128, padded d, 128].</param>
    /// <param name="parts">Number of shares.</param>
    /// <param name="partStride">Distance of two shares, in floats.</param>
    /// <param name="scale">Factor of the sum.</param>
    /// <param name="shape">Keys, width, causality.</param>
    /// <param name="result">[S, d].</param>
    public static void SumShares(float* shares, int parts, long partStride, double scale, HeadShape shape, HeadRows result)
    {
        for (var s = 0; s < shape.Keys; s++)
        {
            var row = result[s];
            var column = shares + ((long)(s / BackwardColumns) * BackwardColumns * shape.PaddedWidth) + (s % BackwardColumns);
            for (var c = 0; c < shape.Width; c++)
            {
                double sum = 0;
                for (var part = 0; part < parts; part++) sum += column[(part * partStride) + (c * BackwardColumns)];
                row[c] = (float)(sum * scale);
            }
        }
    }

    /// <summary>Factor that turns Σ dS·q with scaled queries into the gradient of the keys, 1/log₂e.</summary>
    public const double KeyGradientScale = 1 / Log2E;

    private static int RoundUp(int number, int step) => (number + step - 1) / step * step;

    private static void PackRows(HeadRows source, int first, int count, int width, int paddedWidth, float scale, float* target)
    {
        for (var i = 0; i < count; i++, target += paddedWidth)
        {
            var row = source[first + i];
            for (var c = 0; c < width; c++) target[c] = row[c] * scale;
            for (var c = width; c < paddedWidth; c++) target[c] = 0;
        }
    }

    private static void PackColumns(HeadRows source, int first, int count, int width, int stride, float scale, float* target)
    {
        new Span<float>(target, RoundUp(width, ComponentGroup) * stride).Clear();
        for (var i = 0; i < count; i++)
        {
            var row = source[first + i];
            for (var c = 0; c < width; c++) target[(c * stride) + i] = row[c] * scale;
        }
    }

    /// <summary>All rows of a head in blocks [d, 128]: a block is dense, so that its components do not share cache sets.</summary>
    private static void PackBlocks(HeadRows source, HeadShape shape, float* target)
    {
        for (var s = 0; s < shape.Keys; s += BackwardColumns)
        {
            PackColumns(source, s, Math.Min(BackwardColumns, shape.Keys - s), shape.Width, BackwardColumns, 1, target + ((long)s * shape.PaddedWidth));
        }
    }

    /// <summary>dO/l and D/l, with D = Σ dO∘O: dividing here by the sum of the softmax saves dividing every weight by it.</summary>
    private static void PackGradients(
        HeadRows output, HeadRows outputGradient, float* sums, int first, int count, int width, int paddedWidth, float* gradients, float* averages)
    {
        for (var i = 0; i < count; i++, gradients += paddedWidth)
        {
            float* gradient = outputGradient[first + i], value = output[first + i];
            double inverse = 1.0 / sums[first + i], average = 0;
            for (var c = 0; c < width; c++)
            {
                gradients[c] = (float)(gradient[c] * inverse);
                average += (double)gradient[c] * value[c];
            }

            for (var c = width; c < paddedWidth; c++) gradients[c] = 0;
            averages[i] = (float)(average * inverse);
        }
    }

    /// <summary>tile[r, c] = Σ rows[r, i]·columns[i, c].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots(float* rowOperand, int rows, float* columnOperand, int columnStride, int columns, int width, float* tile, int tileStride)
    {
        var lanes = Vector<float>.Count;
        for (var c = 0; c < columns; c += 2 * lanes)
        {
            for (var i = 0; i < width; i += ComponentGroup)
            {
                float* first = columnOperand + (i * columnStride) + c, second = first + columnStride, third = second + columnStride, fourth = third + columnStride;
                Vector<float> low0 = Vector.Load(first), low1 = Vector.Load(second), low2 = Vector.Load(third), low3 = Vector.Load(fourth);
                Vector<float> high0 = Vector.Load(first + lanes), high1 = Vector.Load(second + lanes), high2 = Vector.Load(third + lanes), high3 = Vector.Load(fourth + lanes);
                float* row = rowOperand + i, target = tile + c;
                for (var r = 0; r < rows; r++, row += width, target += tileStride)
                {
                    Vector<float> low = default, high = default;
                    if (i > 0) (low, high) = (Vector.Load(target), Vector.Load(target + lanes));
                    Vector<float> a0 = new(row[0]), a1 = new(row[1]), a2 = new(row[2]), a3 = new(row[3]);
                    low = MultiplyAdd(a0, low0, low);
                    high = MultiplyAdd(a0, high0, high);
                    low = MultiplyAdd(a1, low1, low);
                    high = MultiplyAdd(a1, high1, high);
                    low = MultiplyAdd(a2, low2, low);
                    high = MultiplyAdd(a2, high2, high);
                    MultiplyAdd(a3, low3, low).Store(target);
                    MultiplyAdd(a3, high3, high).Store(target + lanes);
                }
            }
        }
    }

    /// <summary>columns[i, c] += Σ tile[r, c]·rows[r, i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate(float* tile, int tileStride, int rows, float* rowOperand, int width, float* columnResult, int columnStride, int columns)
    {
        var lanes = Vector<float>.Count;
        for (var i = 0; i < width; i += ComponentGroup)
        {
            for (var c = 0; c < columns; c += 2 * lanes)
            {
                Vector<float> low0 = default, low1 = default, low2 = default, low3 = default;
                Vector<float> high0 = default, high1 = default, high2 = default, high3 = default;
                float* weight = tile + c, row = rowOperand + i;
                for (var r = 0; r < rows; r++, weight += tileStride, row += width)
                {
                    Vector<float> low = Vector.Load(weight), high = Vector.Load(weight + lanes);
                    Vector<float> a0 = new(row[0]), a1 = new(row[1]), a2 = new(row[2]), a3 = new(row[3]);
                    low0 = MultiplyAdd(a0, low, low0);
                    high0 = MultiplyAdd(a0, high, high0);
                    low1 = MultiplyAdd(a1, low, low1);
                    high1 = MultiplyAdd(a1, high, high1);
                    low2 = MultiplyAdd(a2, low, low2);
                    high2 = MultiplyAdd(a2, high, high2);
                    low3 = MultiplyAdd(a3, low, low3);
                    high3 = MultiplyAdd(a3, high, high3);
                }

                var result = columnResult + (i * columnStride) + c;
                Add(result, low0, high0);
                Add(result + columnStride, low1, high1);
                Add(result + (2 * columnStride), low2, high2);
                Add(result + (3 * columnStride), low3, high3);
            }
        }
    }

    /// <summary>rows[r, i] += Σ tile[r, c]·columns[i, c].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AccumulateRows(float* tile, int rows, int columns, float* columnOperand, int width, float* rowResult)
    {
        var lanes = Vector<float>.Count;
        for (var i = 0; i < width; i += ComponentGroup)
        {
            float* first = columnOperand + (i * BackwardColumns), second = first + BackwardColumns, third = second + BackwardColumns, fourth = third + BackwardColumns;
            for (var r = 0; r < rows; r++)
            {
                var weight = tile + (r * BackwardColumns);
                Vector<float> low0 = default, low1 = default, low2 = default, low3 = default;
                Vector<float> high0 = default, high1 = default, high2 = default, high3 = default;
                for (var c = 0; c < columns; c += 2 * lanes)
                {
                    Vector<float> low = Vector.Load(weight + c), high = Vector.Load(weight + c + lanes);
                    low0 = MultiplyAdd(low, Vector.Load(first + c), low0);
                    high0 = MultiplyAdd(high, Vector.Load(first + c + lanes), high0);
                    low1 = MultiplyAdd(low, Vector.Load(second + c), low1);
                    high1 = MultiplyAdd(high, Vector.Load(second + c + lanes), high1);
                    low2 = MultiplyAdd(low, Vector.Load(third + c), low2);
                    high2 = MultiplyAdd(high, Vector.Load(third + c + lanes), high2);
                    low3 = MultiplyAdd(low, Vector.Load(fourth + c), low3);
                    high3 = MultiplyAdd(high, Vector.Load(fourth + c + lanes), high3);
                }

                var result = rowResult + (r * width) + i;
                result[0] += Vector.Sum(low0 + high0);
                result[1] += Vector.Sum(low1 + high1);
                result[2] += Vector.Sum(low2 + high2);
                result[3] += Vector.Sum(low3 + high3);
            }
        }
    }

    /// <summary>One block of keys of the online softmax (Dao et al. 2022, Algorithm 1, lines 10–13): scores become weights in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OnlineSoftmax(float* tile, int rows, int columns, int width, float* maximum, float* sum, float* weighted)
    {
        var lanes = Vector<float>.Count;
        for (var c = 0; c < columns; c += lanes)
        {
            var before = Vector.Load(maximum + c);
            var largest = before;
            var score = tile + c;
            for (var r = 0; r < rows; r++, score += columns) largest = Vector.MaxNative(Vector.Load(score), largest);

            var total = Vector<float>.Zero;
            score = tile + c;
            for (var r = 0; r < rows; r++, score += columns)
            {
                var weight = PowerOfTwo(Vector.Load(score) - largest);
                weight.Store(score);
                total += weight;
            }

            var correction = PowerOfTwo(before - largest);
            largest.Store(maximum + c);
            MultiplyAdd(Vector.Load(sum + c), correction, total).Store(sum + c);
            for (var i = 0; i < width; i++)
            {
                var part = weighted + (i * columns) + c;
                (Vector.Load(part) * correction).Store(part);
            }
        }
    }

    /// <summary>Scores become 2^(score − maximum of the row) in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Powers(float* tile, int rows, int columns, float* maxima)
    {
        for (var r = 0; r < rows; r++, tile += BackwardColumns)
        {
            var maximum = new Vector<float>(maxima[r]);
            for (var c = 0; c < columns; c += Vector<float>.Count) PowerOfTwo(Vector.Load(tile + c) - maximum).Store(tile + c);
        }
    }

    /// <summary>dS = P∘(dP − D) in place of dP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScoreGradients(float* tile, float* weights, int rows, int columns, float* averages)
    {
        for (var r = 0; r < rows; r++, tile += BackwardColumns, weights += BackwardColumns)
        {
            var average = new Vector<float>(averages[r]);
            for (var c = 0; c < columns; c += Vector<float>.Count)
            {
                (Vector.Load(weights + c) * (Vector.Load(tile + c) - average)).Store(tile + c);
            }
        }
    }

    /// <summary>Gives the keys after a query a score of −∞. Column c may see rows up to c − <paramref name="offset"/>.</summary>
    private static void HideLaterKeys(float* tile, int rows, int columns, int offset)
    {
        for (var r = Math.Max(0, 1 - offset); r < rows; r++)
        {
            new Span<float>(tile + (r * columns), Math.Clamp(r + offset, 0, columns)).Fill(float.NegativeInfinity);
        }
    }

    /// <summary>Zeroes the weights of keys past the last one, and those that row r may not see: from column <paramref name="visible"/> + r on.</summary>
    private static void HideColumns(float* tile, int rows, int columns, int keys, int visible)
    {
        for (var r = 0; r < rows; r++, tile += BackwardColumns)
        {
            var start = Math.Min(keys, visible + r);
            if (start < columns) new Span<float>(tile + start, columns - start).Clear();
        }
    }

    /// <summary>2^x for x ≤ 0, with a relative error below 2·10⁻⁷; 0 below 2⁻¹²⁶. The polynomial is that of Cephes <c>exp2f</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<float> x)
    {
        var shifted = x + new Vector<float>(RoundingMagic);
        var rest = x - (shifted - new Vector<float>(RoundingMagic)); // −½…½
        var power = MultiplyAdd(rest, new Vector<float>(1.535336188319500e-4f), new Vector<float>(1.339887440266574e-3f));
        power = MultiplyAdd(rest, power, new Vector<float>(9.618437357674640e-3f));
        power = MultiplyAdd(rest, power, new Vector<float>(5.550332471162809e-2f));
        power = MultiplyAdd(rest, power, new Vector<float>(2.402264791363012e-1f));
        power = MultiplyAdd(rest, power, new Vector<float>(6.931472028550421e-1f));
        power = MultiplyAdd(rest, power, Vector<float>.One);
        var scaled = Vector.AsVectorSingle(Vector.AsVectorInt32(power) + Vector.ShiftLeft(Vector.AsVectorInt32(shifted), 23));
        return Vector.AndNot(scaled, Vector.AsVectorSingle(Vector.LessThan(x, new Vector<float>(SmallestExponent)))); // keeps NaN
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> MultiplyAdd(Vector<float> a, Vector<float> b, Vector<float> c) => Vector.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* target, Vector<float> low, Vector<float> high)
    {
        (Vector.Load(target) + low).Store(target);
        (Vector.Load(target + Vector<float>.Count) + high).Store(target + Vector<float>.Count);
    }

    /// <summary>Owns a block of native memory for floats, cut into pieces on cache lines.</summary>
    internal ref struct NativeFloats
    {
        private const int LineFloats = 16;
        private readonly float* _start;
        private long _used;

        /// <summary>Room for pieces of that length in all, and for rounding each up to whole cache lines.</summary>
        public NativeFloats(long length)
        {
            const int Pieces = 16;
            _start = (float*)NativeMemory.AlignedAlloc((nuint)((length + (Pieces * LineFloats)) * sizeof(float)), LineFloats * sizeof(float));
        }

        /// <summary>The next piece, not cleared.</summary>
        public float* Take(long length)
        {
            var piece = _start + _used;
            _used += (length + LineFloats - 1) / LineFloats * LineFloats;
            return piece;
        }

        /// <summary>Frees the memory.</summary>
        public readonly void Dispose() => NativeMemory.AlignedFree(_start);
    }
}
