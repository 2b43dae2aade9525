using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Training.Losses;

/// <summary>Adds coarser and coarser noise, so that large shapes are disturbed as well ("Multi-Resolution Noise", J. Whitaker 2023).</summary>
public static class MultiresNoise
{
    /// <summary>Layer i has sides of 1/rⁱ with r drawn in 2…4, and strength discountⁱ; the sum is scaled to unit deviation.</summary>
    /// <param name="noise">[B, 4, h, w] · float32. Borrowed.</param>
    /// <param name="iterations">Layers, at least 1. The first has full size; the last is the first with a side of 1.</param>
    /// <param name="discount">Strength of each layer over the one before, 0…1.</param>
    /// <param name="generator">Source of the draws. Borrowed.</param>
    /// <returns>[B, 4, h, w] · float32 · deviation 1. Caller owns it.</returns>
    public static Tensor Apply(Tensor noise, int iterations, double discount, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(noise);
        using var scope = NewDisposeScope();
        long batch = noise.shape[0], channels = noise.shape[1], height = noise.shape[2], width = noise.shape[3];
        var sum = noise.clone();
        for (var i = 0; i < iterations; i++)
        {
            var ratio = 2 + 2 * rand([1], generator: generator).item<float>();
            var shrink = Math.Pow(ratio, i);
            long rows = Math.Max(1, (long)(height / shrink)), columns = Math.Max(1, (long)(width / shrink));
            var layer = randn([batch, channels, rows, columns], generator: generator).to(noise.device);
            sum += nn.functional.interpolate(layer, [height, width], mode: InterpolationMode.Bilinear, align_corners: false) * Math.Pow(discount, i);
            if (rows == 1 || columns == 1) break;
        }

        return (sum / sum.std()).MoveToOuterDisposeScope();
    }
}
