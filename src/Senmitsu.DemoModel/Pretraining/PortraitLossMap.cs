using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>
/// Where on a portrait errors count more. What a face says and what somebody wears fills few places, so with equal weights
/// backgrounds and hair are learned long before either.
/// </summary>
internal static class PortraitLossMap
{
    /// <summary>Parts of the picture's height and width: eyes to mouth, and everything below the neck.</summary>
    private const double FaceTop = 0.375, FaceBottom = 0.75, FaceLeft = 0.3125, FaceRight = 0.6875, ClothesLeft = 0.125, ClothesRight = 0.875;

    /// <summary>Eyes wherever the head turns; and how often their pixels count. An iris is eight pixels wide.</summary>
    private const double EyesTop = 0.42, EyesBottom = 0.55, EyesLeft = 0.28, EyesRight = 0.72, EyesInPixels = 10, FaceInPixels = 2;

    /// <summary>Makes the map for pictures.</summary>
    /// <param name="side">Their height and width in pixels, 8 or more.</param>
    /// <returns>[side, side] · float32 · mean 1. Caller owns it.</returns>
    public static Tensor ForPixels(long side) => Create(side, side, new(FaceLeft, FaceRight, FaceTop, FaceBottom, FaceInPixels), new(EyesLeft, EyesRight, EyesTop, EyesBottom, EyesInPixels));

    /// <summary>Makes the map for latents.</summary>
    /// <param name="height">h, places of the latent, 8 or more.</param>
    /// <param name="width">w, likewise.</param>
    /// <param name="face">How often the face counts.</param>
    /// <param name="clothes">How often clothes count; everything else counts once.</param>
    /// <returns>[h, w] · float32 · mean 1. Caller owns it.</returns>
    public static Tensor ForLatents(long height, long width, double face, double clothes) =>
        Create(height, width, new(ClothesLeft, ClothesRight, FaceBottom, 1, clothes), new(FaceLeft, FaceRight, FaceTop, FaceBottom, face));

    private static Tensor Create(long height, long width, params ReadOnlySpan<Region> regions)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var map = ones(height, width);
        foreach (var region in regions)
        {
            long top = (long)(region.Top * height), left = (long)(region.Left * width);
            map.narrow(0, top, (long)(region.Bottom * height) - top).narrow(1, left, (long)(region.Right * width) - left).fill_(region.Weight);
        }

        return map.div(map.mean()).DetachFromDisposeScope();
    }

    /// <summary>A rectangle in parts of the picture, and how often it counts.</summary>
    private readonly record struct Region(double Left, double Right, double Top, double Bottom, double Weight);
}
