using static TorchSharp.torch;

namespace Senmitsu.Models.Upscalers;

/// <summary>A network that enlarges pictures by a whole factor. Owns its weights.</summary>
public interface IUpscaler : IDisposable
{
    /// <summary>Pixels out per pixel in along one side, 1…16.</summary>
    int Scale { get; }

    /// <summary>Enlarges pixels.</summary>
    /// <param name="pixels">[B, 3, H, W] · float32 · 0…1. Borrowed.</param>
    /// <returns>[B, 3, Scale·H, Scale·W] · float32 · about 0…1, not clamped. Caller owns it.</returns>
    Tensor Forward(Tensor pixels);
}
