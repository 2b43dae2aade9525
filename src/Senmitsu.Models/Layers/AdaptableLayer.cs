using Senmitsu.Models.Lora;
using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>A layer with a weight matrix that a LoRA can change. The network owns weight and bias; this owns a saved copy while fused.</summary>
public abstract class AdaptableLayer : IDisposable
{
    private Tensor? _original;

    private protected AdaptableLayer(string path, Tensor weight, Tensor? bias)
    {
        Path = path;
        Weight = weight;
        Bias = bias;
        Shape = weight.shape;
    }

    /// <summary>Module key without suffix: <c>down_blocks.0.attentions.0.proj_in</c>.</summary>
    public string Path { get; }

    /// <summary>[out, in] or [out, in, k, k] · model dtype. Borrowed.</summary>
    public Tensor Weight { get; }

    /// <summary>Shape of <see cref="Weight"/>.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The LoRA applied beside the weight while training; <see langword="null"/> for none. Borrowed.</summary>
    public LoraLayer? Adapter { get; set; }

    /// <summary>[out] or none.</summary>
    private protected Tensor? Bias { get; }

    /// <summary>Adds a change to the weight in place, keeping the original for <see cref="Restore"/>.</summary>
    /// <param name="delta">Shape of the weight · float32. Borrowed.</param>
    internal void Fuse(Tensor delta)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _original ??= Weight.clone().DetachFromDisposeScope();
        Weight.copy_(Weight.to(ScalarType.Float32, copy: true).add_(delta.to(Weight.device)));
    }

    /// <summary>Puts the original weight back, bit for bit.</summary>
    internal void Restore()
    {
        if (_original is null) return;
        using var scope = NewDisposeScope(); // TorchSharp's in-place calls may return another handle of the tensor
        using var _ = no_grad();
        Weight.copy_(_original);
        _original.Dispose();
        _original = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _original?.Dispose();
        _original = null;
        ReleaseViews();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the layer's own views of <see cref="Weight"/>.</summary>
    private protected virtual void ReleaseViews()
    {
    }
}
