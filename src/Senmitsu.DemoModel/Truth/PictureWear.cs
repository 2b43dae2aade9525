using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.DemoModel.Truth;

/// <summary>Softness, tints, noise and small shifts, so that the probe does not depend on the crispness of painted portraits.</summary>
internal static class PictureWear
{
    private const float MaxTint = 0.08f, MaxNoise = 0.05f;
    private const int LeastSide = 114;

    /// <summary>Wears pictures, each in its own way.</summary>
    /// <param name="pixels">[B, 3, H, W] · float32 · −1…1. Borrowed.</param>
    /// <param name="random">Source of chance.</param>
    /// <param name="generator">Source of noise.</param>
    /// <returns>Shape of <paramref name="pixels"/>. Caller owns it.</returns>
    public static Tensor Apply(Tensor pixels, Random random, Generator generator)
    {
        using var scope = NewDisposeScope();
        long batch = pixels.shape[0], side = pixels.shape[2];
        var window = random.Next(LeastSide, (int)side + 1);
        var x = pixels.narrow(2, random.Next((int)side - window + 1), window).narrow(3, random.Next((int)side - window + 1), window);
        if (window != side) x = F.interpolate(x, [side, side], mode: InterpolationMode.Bilinear, align_corners: false);

        var soft = x;
        for (var i = random.Next(1, 4); i > 0; i--) soft = F.avg_pool2d(F.pad(soft, [1, 1, 1, 1], PaddingModes.Replicate), 3, 1);
        x = x.lerp(soft, rand([batch, 1, 1, 1], generator: generator));
        var tint = rand([batch, 3, 1, 1], generator: generator).sub(0.5).mul(2 * MaxTint);
        var contrast = rand([batch, 1, 1, 1], generator: generator).sub(0.5).mul(2 * MaxTint).add(1);
        var noise = randn(x.shape, generator: generator).mul(rand([batch, 1, 1, 1], generator: generator).mul(MaxNoise));
        return x.mul(contrast).add(tint).add(noise).clamp(-1, 1).MoveToOuterDisposeScope();
    }
}
