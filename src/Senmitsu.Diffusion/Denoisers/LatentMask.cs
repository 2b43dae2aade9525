using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Denoisers;

/// <summary>Which part of a latent is repainted, and what the rest looks like. Owns its tensors.</summary>
public sealed class LatentMask : IDisposable
{
    private readonly Tensor _original;
    private readonly Tensor _repaint;
    private readonly SoftBlend? _soft;

    /// <summary>Copies the tensors.</summary>
    /// <param name="original">[1 or B, 4, h, w] · float32 · what stays. Borrowed.</param>
    /// <param name="repaint">[1, 1, h, w] · float32 · 0 stays, 1 is repainted. Borrowed.</param>
    /// <param name="soft">Soft inpainting, or <see langword="null"/>.</param>
    public LatentMask(Tensor original, Tensor repaint, SoftBlend? soft = null)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(repaint);
        _original = original.clone().DetachFromDisposeScope();
        _repaint = repaint.clone().DetachFromDisposeScope();
        _soft = soft;
    }

    /// <summary>Puts the original back where nothing is repainted.</summary>
    /// <param name="current">[B, 4, h, w] · float32. Borrowed.</param>
    /// <param name="level">σ of the step; on timestep samplers the timestep.</param>
    /// <returns>[B, 4, h, w] · float32. Caller owns it.</returns>
    public Tensor Blend(Tensor current, double level) => _soft is null ? Hard(current) : _soft.Mix(_original, current, _repaint, level);

    /// <summary>The same after the last step, where soft inpainting leaves everything as it is.</summary>
    /// <param name="result">[B, 4, h, w] · float32. Borrowed.</param>
    /// <returns>[B, 4, h, w] · float32. Caller owns it.</returns>
    public Tensor BlendFinal(Tensor result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return _soft is null ? Hard(result) : result.alias();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _original.Dispose();
        _repaint.Dispose();
    }

    private Tensor Hard(Tensor current)
    {
        using var scope = NewDisposeScope();
        return (current * _repaint + _original * (1 - _repaint)).MoveToOuterDisposeScope();
    }
}
