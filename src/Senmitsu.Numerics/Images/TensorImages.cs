using static TorchSharp.torch;

namespace Senmitsu.Numerics.Images;

/// <summary>Pixels as tensors ↔ 8-bit pictures.</summary>
public static class TensorImages
{
    /// <summary>Picture → tensor: byte/127.5 − 1.</summary>
    /// <returns>[1, 3, H, W] · float32 · −1…1 · CPU. Caller owns it.</returns>
    public static Tensor ToPixels(PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var scope = NewDisposeScope();
        var bytes = tensor(image.Pixels, ScalarType.Byte).view(1, image.Height, image.Width, PixelImage.Channels);
        return bytes.permute(0, 3, 1, 2).to(ScalarType.Float32).div_(255).sub_(0.5).div_(0.5).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>Tensor → picture as AUTOMATIC1111 does: clamped, and cut off to whole bytes, not rounded.</summary>
    /// <param name="pixels">[1, 3, H, W] · float32 · −1…1. Borrowed.</param>
    public static PixelImage ToImage(Tensor pixels)
    {
        TensorShape.Require(pixels, "1 3 H W", nameof(pixels));
        using var scope = NewDisposeScope();
        var scaled = pixels.add(1).div_(2).clamp_(0, 1).mul_(255);
        var bytes = scaled.to(ScalarType.Byte).squeeze(0).permute(1, 2, 0).contiguous().cpu(); // [H, W, 3]
        return new PixelImage((int)pixels.shape[3], (int)pixels.shape[2], bytes.bytes.ToArray());
    }
}
