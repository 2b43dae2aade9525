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

    /// <summary>Makes the map.</summary>
    /// <param name="height">h, places of the latent, 8 or more.</param>
    /// <param name="width">w, likewise.</param>
    /// <param name="face">How often the face counts.</param>
    /// <param name="clothes">How often clothes count; everything else counts once.</param>
    /// <returns>[h, w] · float32 · mean 1. Caller owns it.</returns>
    public static Tensor Create(long height, long width, double face, double clothes)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var map = ones(height, width);
        Region(ClothesLeft, ClothesRight, FaceBottom, 1).fill_(clothes);
        Region(FaceLeft, FaceRight, FaceTop, FaceBottom).fill_(face);
        return map.div(map.mean()).DetachFromDisposeScope();

        Tensor Region(double left, double right, double top, double bottom) => map
            .narrow(0, (long)(top * height), (long)(bottom * height) - (long)(top * height))
            .narrow(1, (long)(left * width), (long)(right * width) - (long)(left * width));
    }
}
