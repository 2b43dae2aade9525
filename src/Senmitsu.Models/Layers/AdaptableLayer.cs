using Senmitsu.Models.Lora;
using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>A layer whose weight a LoRA can change. The network owns weight and bias; this owns saved copies while fused.</summary>
public abstract class AdaptableLayer : IDisposable
{
    private Tensor? _original;
    private Tensor? _originalBias;

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

    /// <summary>Whether the layer adds a bias.</summary>
    public bool HasBias => Bias is not null;

    /// <summary>The LoRA applied beside the weight while training; <see langword="null"/> for none. Borrowed.</summary>
    public LayerAdapter? Adapter { get; set; }

    /// <summary>[out] or none.</summary>
    private protected Tensor? Bias { get; }

    /// <summary>Adds a change to weight and bias in place, keeping the originals for <see cref="Restore()"/> unless it is for good.</summary>
    /// <param name="delta">Shape of the weight · float32. Borrowed.</param>
    /// <param name="biasDelta">[out] · float32, or <see langword="null"/>. Borrowed.</param>
    /// <param name="isForGood">Whether the change is never undone.</param>
    internal void Fuse(Tensor delta, Tensor? biasDelta = null, bool isForGood = false)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        if (!isForGood) _original ??= Weight.clone().DetachFromDisposeScope();
        Weight.copy_(Weight.to(ScalarType.Float32, copy: true).add_(delta.to(Weight.device)));
        if (biasDelta is null || Bias is null) return;
        if (!isForGood) _originalBias ??= Bias.clone().DetachFromDisposeScope();
        Bias.copy_(Bias.to(ScalarType.Float32, copy: true).add_(biasDelta.to(Bias.device)));
    }

    /// <summary>Puts the original weight and bias back, bit for bit.</summary>
    internal void Restore()
    {
        using var scope = NewDisposeScope(); // TorchSharp's in-place calls may return another handle of the tensor
        using var _ = no_grad();
        Restore(Weight, ref _original);
        Restore(Bias, ref _originalBias);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _original?.Dispose();
        _originalBias?.Dispose();
        (_original, _originalBias) = (null, null);
        ReleaseViews();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the layer's own views of <see cref="Weight"/>.</summary>
    private protected virtual void ReleaseViews()
    {
    }

    private static void Restore(Tensor? tensor, ref Tensor? original)
    {
        if (original is null) return;
        tensor!.copy_(original);
        original.Dispose();
        original = null;
    }
}
