using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>
/// Seeded standard normal noise, one generator per image, so that an image of a batch equals the same seed drawn alone.
/// The values are those of one of PyTorch's generators and do not depend on the device that uses them. Owns its generators.
/// </summary>
public sealed class NoiseSource : IDisposable
{
    private readonly INoiseGenerator[] _generators;
    private bool _disposed;

    /// <summary>One generator per seed.</summary>
    /// <param name="seeds">One seed per image of the batch. Negative seeds count as their two's complement, as in PyTorch.</param>
    /// <param name="source">Whose numbers.</param>
    public NoiseSource(IReadOnlyList<long> seeds, RandomSource source = RandomSource.Cpu)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentOutOfRangeException.ThrowIfZero(seeds.Count, nameof(seeds));
        _generators = [.. seeds.Select<long, INoiseGenerator>(seed => source == RandomSource.Nv ? new PhiloxNoiseGenerator(seed) : new TorchNoiseGenerator(seed))];
    }

    /// <summary>Number of images, one generator each.</summary>
    public int Count => _generators.Length;

    /// <summary>The next draw of every image, stacked. Always drawn in float32 on the CPU: other types and devices give other numbers.</summary>
    /// <param name="shapeOfOne">Shape of one image's noise, for example 4, h, w.</param>
    /// <returns>[B, shapeOfOne…] · float32 · standard normal · CPU. Caller owns it.</returns>
    public Tensor Next(ReadOnlySpan<long> shapeOfOne)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var scope = NewDisposeScope();
        var shape = shapeOfOne.ToArray();
        return stack([.. _generators.Select(generator => generator.Next(shape))]).MoveToOuterDisposeScope();
    }

    /// <summary>The next draw in the shape of a given batch, moved to its device and cast to its type after drawing.</summary>
    /// <param name="batch">[B, …] with one row per seed. Borrowed; only its shape, type and device are read.</param>
    /// <returns>Shape, type and device of <paramref name="batch"/> · standard normal. Caller owns it.</returns>
    public Tensor NextLike(Tensor batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.dim() < 1 || batch.shape[0] != _generators.Length)
            throw new ArgumentException($"the batch has shape [{string.Join(", ", batch.shape)}], but there are {_generators.Length} seeds: one row per seed is needed", nameof(batch));

        using var scope = NewDisposeScope();
        return Next(batch.shape.AsSpan(1)).to(batch.dtype, batch.device).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the generators.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        foreach (var generator in _generators) generator.Dispose();
    }
}
