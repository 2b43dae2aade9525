using Senmitsu.Generation.Settings;
using Senmitsu.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>
/// The noise of one batch: the first draw with variation and seed resize, then the draws of the sampler (A1111's modules/rng.py <c>ImageRNG</c>).
/// Owns its generators.
/// </summary>
/// <param name="settings">Where the noise comes from.</param>
/// <param name="seeds">First seed of every image.</param>
/// <param name="variationSeeds">Second seed of every image.</param>
/// <param name="shapeOfOne">4, h, w.</param>
internal sealed class ImageNoise(NoiseSettings settings, IReadOnlyList<long> seeds, IReadOnlyList<long> variationSeeds, long[] shapeOfOne) : IDisposable
{
    private NoiseSource _source = new(seeds, settings.Source);

    /// <summary>The noise a run begins with; call it once, before any other draw.</summary>
    /// <returns>[B, 4, h, w] · float32 · CPU. Caller owns it.</returns>
    public Tensor First()
    {
        using var scope = NewDisposeScope();
        var shape = settings.Resizes ? [shapeOfOne[0], settings.SeedResizeFromHeight / GenerationSettings.SizeStep, settings.SeedResizeFromWidth / GenerationSettings.SizeStep] : shapeOfOne;
        var isResized = !shape.SequenceEqual(shapeOfOne);
        var canvas = _source.Next(shapeOfOne);
        var noise = isResized ? Fresh(seeds, shape) : canvas;
        if (settings.VariationStrength != 0)
        {
            var variation = Fresh(variationSeeds, shape);
            noise = stack([.. Enumerable.Range(0, seeds.Count).Select(i => NoiseSlerp.Mix(settings.VariationStrength, noise[i], variation[i]))]);
        }

        if (isResized) Paste(noise, canvas);
        if (settings.EtaSeedDelta != 0)
        {
            _source.Dispose();
            _source = new NoiseSource([.. seeds.Select(seed => seed + settings.EtaSeedDelta)], settings.Source);
        }

        return (isResized ? canvas : noise).MoveToOuterDisposeScope();
    }

    /// <summary>The next draw of the sampler.</summary>
    /// <param name="like">[B, 4, h, w]. Borrowed; only shape, type and device are read.</param>
    /// <returns>The same shape, type and device. Caller owns it.</returns>
    public Tensor NextLike(Tensor like) => _source.NextLike(like);

    /// <summary>Frees the generators.</summary>
    public void Dispose() => _source.Dispose();

    private Tensor Fresh(IReadOnlyList<long> ofSeeds, long[] shape)
    {
        using var source = new NoiseSource(ofSeeds, settings.Source);
        return source.Next(shape);
    }

    /// <summary>Puts a noise into the middle of another, cut if it is larger.</summary>
    private static void Paste(Tensor noise, Tensor canvas)
    {
        var (top, fromTop, rows) = Window(noise.shape[2], canvas.shape[2]);
        var (left, fromLeft, columns) = Window(noise.shape[3], canvas.shape[3]);
        canvas.narrow(2, top, rows).narrow(3, left, columns).copy_(noise.narrow(2, fromTop, rows).narrow(3, fromLeft, columns));
    }

    // Python's floor division: half of −1 is −1.
    private static (long To, long From, long Count) Window(long noise, long canvas)
    {
        var shift = (canvas - noise) >> 1;
        return shift >= 0 ? (shift, 0, noise) : (0, -shift, noise + 2 * shift);
    }
}
