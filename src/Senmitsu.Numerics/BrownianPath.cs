using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>
/// One Brownian path per image over an interval of σ, the same whatever pieces are asked for: halved again and again, each half drawn from a
/// seed of its own (Li et al. 2020, virtual Brownian tree; the numbers are torchsde's <c>BrownianInterval</c> with <c>halfway_tree</c>).
/// </summary>
/// <param name="seeds">One seed per image.</param>
/// <param name="start">Where the paths begin.</param>
/// <param name="end">Where they end, above <paramref name="start"/>.</param>
/// <param name="source">Whose random numbers.</param>
public sealed class BrownianPath(IReadOnlyList<long> seeds, double start, double end, RandomSource source)
{
    private const int PoolSize = 24; // torchsde's default
    private const int Decimals = 6;  // of torchsde's times, from its tolerance 1e-6

    private readonly double _start = Round(start);
    private readonly double _end = Round(end);

    /// <summary>Standard normal noise of the piece that leads from a larger σ down to a smaller one.</summary>
    /// <param name="like">[B, 4, h, w] with one row per seed. Borrowed; only shape, type and device are read.</param>
    /// <param name="fromSigma">The larger σ; cut at the end of the path.</param>
    /// <param name="toSigma">The smaller σ; cut at the start of the path.</param>
    /// <returns>Shape, type and device of <paramref name="like"/>. Caller owns it. The sign is that of a path walked backwards.</returns>
    public Tensor Between(Tensor like, double fromSigma, double toSigma)
    {
        ArgumentNullException.ThrowIfNull(like);
        using var scope = NewDisposeScope();
        double low = Math.Clamp(Round(toSigma), _start, _end), high = Math.Clamp(Round(fromSigma), _start, _end);
        var shape = like.shape[1..];
        var rows = seeds.Select(seed => low < high ? Increment(seed, shape, low, high) : zeros(shape));
        return (stack([.. rows]) * (float)(-1 / Math.Sqrt(fromSigma - toSigma))).to(like.dtype, like.device).MoveToOuterDisposeScope();
    }

    private Tensor Increment(long seed, long[] shape, double low, double high)
    {
        var entropy = SeedSequence.ToWords(unchecked((ulong)seed));
        var whole = Draw(SeedSequence.Generate(entropy, [], PoolSize, 1)[0], shape) * (float)Math.Sqrt(_end - _start);
        return Piece(new Node(_start, _end, 0, 0, whole), entropy, shape, low, high);
    }

    /// <summary>The increment over the part of a node that lies in [low, high], from left to right.</summary>
    private Tensor Piece(Node node, uint[] entropy, long[] shape, double low, double high)
    {
        if (low <= node.Start && node.End <= high) return node.Increment;
        var middle = Round((node.Start + node.End) / 2);
        var share = (middle - node.Start) / (node.End - node.Start);
        var spread = Math.Sqrt((node.End - middle) * (middle - node.Start) / (node.End - node.Start));
        var noise = Draw(SeedSequence.Generate(entropy, [node.Key, node.Depth], PoolSize, 1)[0], shape);
        var left = node.Increment * (float)share + noise * (float)spread;
        var right = node.Increment - left;

        var first = low < middle ? Piece(new Node(node.Start, middle, unchecked(node.Key * 2), node.Depth + 1, left), entropy, shape, low, high) : null;
        var second = high > middle ? Piece(new Node(middle, node.End, unchecked(node.Key * 2 + 1), node.Depth + 1, right), entropy, shape, low, high) : null;
        return first is null ? second! : second is null ? first : first + second;
    }

    private Tensor Draw(uint seed, long[] shape)
    {
        using var noise = new NoiseSource([seed], source);
        return noise.Next(shape)[0];
    }

    // Correctly rounded in decimal, as Python's round: the middle of two such numbers is nearly always next to a tie.
    private static double Round(double value) => double.Parse(value.ToString($"F{Decimals}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private readonly record struct Node(double Start, double End, uint Key, uint Depth, Tensor Increment);
}
