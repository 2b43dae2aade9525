using Senmitsu.Formats.WeightKeys;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Families;

/// <summary>
/// Another adapter times one learned number, which starts at 0 in place of one of its factors (LyCORIS <c>use_scalar</c>). Files hold the product in that
/// factor, so that they are plain. Owns the other adapter and the number.
/// </summary>
public sealed class ScaledAdapter : LayerAdapter
{
    private const double SmallDeviation = 0.1; // LyCORIS modules/loha.py

    private readonly LayerAdapter _inner;
    private readonly AdapterTensor _scalar;

    private ScaledAdapter(LayerAdapter inner, AdapterTensor scalar)
        : base(inner.Name, inner.Tensors)
    {
        _inner = inner;
        _scalar = scalar;
    }

    /// <inheritdoc/>
    public override IEnumerable<AdapterTensor> Trained => _inner.Trained.Append(_scalar);

    /// <inheritdoc/>
    public override AdapterDropout? Dropout
    {
        get => _inner.Dropout;
        set => _inner.Dropout = value;
    }

    /// <inheritdoc/>
    public override double? SavedAlpha => _inner.SavedAlpha;

    /// <inheritdoc/>
    public override bool HasNormLimit => _inner.HasNormLimit;

    /// <inheritdoc/>
    public override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        return _inner.Delta().mul(_scalar.Value).mul(Multiplier).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Rescale(double ratio)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _scalar.Value.mul_(ratio);
    }

    /// <inheritdoc/>
    public override Tensor FileValue(AdapterTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var scope = NewDisposeScope();
        return (CarriesScalar(tensor.Part) ? tensor.Value.mul(_scalar.Value) : tensor.Value.alias()).MoveToOuterDisposeScope();
    }

    /// <summary>A new adapter that changes nothing yet. Takes ownership of the other, whose factor of zeros is drawn.</summary>
    internal static ScaledAdapter Create(LayerAdapter inner, AdapterInitialization values)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var factor in inner.Tensors)
        {
            if (factor.Part == KohyaLoraPart.HadaW2A) factor.Value.copy_(values.Normal(SmallDeviation, factor.Value.shape));
            else if (factor.Part is KohyaLoraPart.Up or KohyaLoraPart.LokrW2 or KohyaLoraPart.LokrW2B or KohyaLoraPart.GloraA2 or KohyaLoraPart.GloraB2) factor.Value.copy_(values.Uniform(factor.Value.shape));
        }

        return new(inner, values.Zero(KohyaLoraPart.Scale));
    }

    /// <inheritdoc/>
    internal override void ValuesRead()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _scalar.Value.fill_(1);
    }

    /// <inheritdoc/>
    internal override Tensor AddTo(Tensor y, Tensor x)
    {
        using var scope = NewDisposeScope();
        return Scaled(_inner.AddTo(zeros_like(y), x)).add_(y).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal override Tensor AddTo(Tensor y, Tensor x, long[] stride, long[] padding)
    {
        using var scope = NewDisposeScope();
        return Scaled(_inner.AddTo(zeros_like(y), x, stride, padding)).add_(y).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    private protected override void Release()
    {
        _inner.Dispose();
        _scalar.Dispose();
    }

    private Tensor Scaled(Tensor part) => part.mul(_scalar.Value.to(part.dtype)).mul(Multiplier);

    /// <summary>One factor of each product.</summary>
    private static bool CarriesScalar(KohyaLoraPart part) =>
        part is KohyaLoraPart.Up or KohyaLoraPart.HadaW1A or KohyaLoraPart.LokrW1 or KohyaLoraPart.LokrW1A or KohyaLoraPart.GloraA2 or KohyaLoraPart.GloraB2;
}
