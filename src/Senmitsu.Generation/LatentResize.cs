using Senmitsu.Generation.Settings;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>
/// Resizes latents by the six rules of A1111's latent upscalers, which are those of <c>torch.nn.functional.interpolate</c> without aligned
/// corners. Each axis is one matrix, so every rule reads as a table of weights.
/// </summary>
internal static class LatentResize
{
    private const double CubicA = -0.75;            // PyTorch's bicubic (Keys 1981)
    private const double AntialiasedCubicA = -0.5;  // with antialias, as Pillow's

    /// <summary>Resizes.</summary>
    /// <param name="latent">[B, 4, h, w] · float32. Borrowed.</param>
    /// <param name="height">Rows wanted.</param>
    /// <param name="width">Columns wanted.</param>
    /// <param name="upscaler">One of the latent upscalers.</param>
    /// <returns>[B, 4, height, width] · float32. Caller owns it.</returns>
    public static Tensor Resize(Tensor latent, int height, int width, HiresUpscaler upscaler)
    {
        using var scope = NewDisposeScope();
        var rows = tensor(Weights((int)latent.shape[2], height, upscaler), dtype: ScalarType.Float32, device: latent.device);
        var columns = tensor(Weights((int)latent.shape[3], width, upscaler), dtype: ScalarType.Float32, device: latent.device);
        return rows.matmul(latent).matmul(columns.transpose(0, 1)).MoveToOuterDisposeScope();
    }

    private static float[,] Weights(int from, int to, HiresUpscaler upscaler)
    {
        var weights = new float[to, from];
        var scale = (double)from / to;
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale - 0.5;
            switch (upscaler)
            {
                case HiresUpscaler.LatentNearest:
                    weights[i, Math.Min((int)(i * scale), from - 1)] = 1;
                    break;
                case HiresUpscaler.LatentNearestExact:
                    weights[i, Math.Min((int)((i + 0.5) * scale), from - 1)] = 1;
                    break;
                case HiresUpscaler.LatentBicubic:
                    Clamped(weights, i, from, centre, 2, distance => Cubic(distance, CubicA));
                    break;
                case HiresUpscaler.LatentAntialiased:
                    Averaged(weights, i, from, centre, Math.Max(scale, 1), 1, Triangle);
                    break;
                case HiresUpscaler.LatentBicubicAntialiased:
                    Averaged(weights, i, from, centre, Math.Max(scale, 1), 2, distance => Cubic(distance, AntialiasedCubicA));
                    break;
                default:
                    Clamped(weights, i, from, Math.Max(centre, 0), 1, Triangle);
                    break;
            }
        }

        return weights;
    }

    /// <summary>Points outside count as the nearest inside.</summary>
    private static void Clamped(float[,] weights, int row, int from, double centre, int support, Func<double, double> kernel)
    {
        var first = (int)Math.Floor(centre) - support + 1;
        for (var i = first; i < first + 2 * support; i++) weights[row, Math.Clamp(i, 0, from - 1)] += (float)kernel(Math.Abs(i - centre));
    }

    /// <summary>Points outside do not count; the kernel is widened when shrinking.</summary>
    private static void Averaged(float[,] weights, int row, int from, double centre, double stretch, int support, Func<double, double> kernel)
    {
        var inside = Enumerable.Range(0, from).Select(i => (Index: i, Weight: kernel(Math.Abs(i - centre) / stretch))).Where(point => Math.Abs(point.Index - centre) < support * stretch).ToList();
        var sum = inside.Sum(point => point.Weight);
        foreach (var (index, weight) in inside) weights[row, index] = (float)(weight / sum);
    }

    private static double Triangle(double distance) => Math.Max(0, 1 - distance);

    private static double Cubic(double x, double a) => x switch
    {
        < 1 => ((a + 2) * x - (a + 3)) * x * x + 1,
        < 2 => ((a * x - 5 * a) * x + 8 * a) * x - 4 * a,
        _ => 0,
    };
}
