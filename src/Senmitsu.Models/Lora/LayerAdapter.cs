using static TorchSharp.torch;

namespace Senmitsu.Models.Lora;

/// <summary>A learned change of one layer, of whichever family: what a LoRA file holds under one module name. Owns its tensors.</summary>
public abstract class LayerAdapter : IDisposable
{
    /// <summary>Creates an adapter.</summary>
    /// <param name="name">kohya module name: <c>lora_unet_down_blocks_0_attentions_0_proj_in</c>.</param>
    /// <param name="tensors">Its tensors in the order of the file. Takes ownership.</param>
    private protected LayerAdapter(string name, params IEnumerable<AdapterTensor?> tensors)
    {
        Name = name;
        Tensors = [.. tensors.OfType<AdapterTensor>()];
    }

    /// <summary>kohya module name.</summary>
    public string Name { get; }

    /// <summary>Its tensors in the order of the file.</summary>
    public IReadOnlyList<AdapterTensor> Tensors { get; }

    /// <summary>The tensors that training may change, files or not.</summary>
    public virtual IEnumerable<AdapterTensor> Trained => Tensors.Where(tensor => tensor.IsTrainable);

    /// <summary>Strength, any sign; 1 while training.</summary>
    public double Multiplier { get; set; } = 1;

    /// <summary>Random masks while training; <see langword="null"/> for none. Shared by all adapters of a network.</summary>
    public virtual AdapterDropout? Dropout { get; set; }

    /// <summary>The <c>alpha</c> written into a file; <see langword="null"/> for families without.</summary>
    public abstract double? SavedAlpha { get; }

    /// <summary>The change of the layer's weight, multiplier included.</summary>
    /// <returns>Shape of the weight, or that of its matrix [out, …] · float32. Caller owns it.</returns>
    public abstract Tensor Delta();

    /// <summary>The change of the layer's bias, multiplier included.</summary>
    /// <returns>[out] · float32, or <see langword="null"/> for none. Caller owns it.</returns>
    public virtual Tensor? BiasDelta() => null;

    /// <summary>Adds the adapter's part to a linear layer's output.</summary>
    /// <param name="y">[…, out], the base layer's output. Borrowed.</param>
    /// <param name="x">[…, in]. Borrowed.</param>
    /// <returns>[…, out]. Caller owns it.</returns>
    internal abstract Tensor AddTo(Tensor y, Tensor x);

    /// <summary>Adds the adapter's part to a convolution's output.</summary>
    /// <param name="y">[B, out, H', W'], the base layer's output. Borrowed.</param>
    /// <param name="x">[B, in, H, W]. Borrowed.</param>
    /// <param name="stride">The base layer's stride.</param>
    /// <param name="padding">The base layer's padding.</param>
    /// <returns>[B, out, H', W']. Caller owns it.</returns>
    internal abstract Tensor AddTo(Tensor y, Tensor x, long[] stride, long[] padding);

    /// <summary>Whether <c>scale_weight_norms</c> limits this family, as the references do (kohya-ss/sd-scripts and LyCORIS, apply_max_norm).</summary>
    public virtual bool HasNormLimit => true;

    /// <summary>Frobenius norm of <see cref="Delta"/>, or of what the references measure instead.</summary>
    public virtual double Norm()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Delta().norm().to(ScalarType.Float32).item<float>();
    }

    /// <summary>Multiplies what <see cref="Norm"/> measures by a number, in equal shares over those factors of it that are trained.</summary>
    /// <param name="ratio">Greater than 0.</param>
    public virtual void Rescale(double ratio)
    {
        using var scope = NewDisposeScope(); // TorchSharp's in-place calls may return another handle of the tensor
        using var _ = no_grad();
        var factors = Tensors.Where(tensor => tensor.IsTrainable).ToList();
        foreach (var factor in factors) factor.Value.mul_(Math.Pow(ratio, 1.0 / factors.Count));
    }

    /// <summary>A tensor as a file holds it.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <returns>Caller owns it.</returns>
    public virtual Tensor FileValue(AdapterTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.Value.alias();
    }

    /// <summary>Told when <see cref="Tensors"/> have taken the values of a file.</summary>
    internal virtual void ValuesRead()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors) tensor.Dispose();
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what is owned besides <see cref="Tensors"/>.</summary>
    private protected virtual void Release()
    {
    }
}
