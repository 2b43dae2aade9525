using Senmitsu.Models.Layers;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Lora;

/// <summary>An adapter that has no shorter way to its part of the output than through the whole change of the weight.</summary>
public abstract class MaterializedAdapter : LayerAdapter
{
    /// <inheritdoc cref="LayerAdapter(string, IEnumerable{AdapterTensor})"/>
    /// <param name="name">kohya module name.</param>
    /// <param name="shape">Shape of the layer's weight.</param>
    /// <param name="tensors">Its tensors in the order of the file. Takes ownership.</param>
    private protected MaterializedAdapter(string name, IReadOnlyList<long> shape, params IEnumerable<AdapterTensor?> tensors)
        : base(name, tensors) => Shape = [.. shape];

    /// <summary>Shape of the layer's weight.</summary>
    private protected long[] Shape { get; }

    /// <summary>The trained tensors that <see cref="LayerAdapter.Delta"/> is computed from.</summary>
    private protected virtual IEnumerable<AdapterTensor> DeltaFactors => Trained;

    /// <summary>
    /// <see cref="LayerAdapter.Delta"/> for training: its steps are not kept for the backward pass but computed again there. Kept, they would be several times
    /// as large as the model.
    /// </summary>
    /// <returns>As <see cref="LayerAdapter.Delta"/>. Caller owns it.</returns>
    internal Tensor RecomputedDelta()
    {
        var trained = is_grad_enabled() ? DeltaFactors.Select(tensor => tensor.Value).Where(value => value.requires_grad).ToList() : [];
        return trained.Count == 0 ? Delta() : Recomputation.apply([.. trained, this]);
    }

    /// <inheritdoc/>
    internal override Tensor AddTo(Tensor y, Tensor x) => AddTo(y, (weight, bias) => F.linear(x, weight.view(Shape[0], -1), bias));

    /// <inheritdoc/>
    internal override Tensor AddTo(Tensor y, Tensor x, long[] stride, long[] padding) => AddTo(y, (weight, bias) => Convolution.Apply(x, weight, bias, stride, padding));

    /// <summary>Adds the adapter's part to the output of a layer that is linear in weight and bias.</summary>
    /// <param name="y">The base layer's output. Borrowed.</param>
    /// <param name="layer">The layer's output for a change of its weight and of its bias, in the type of <paramref name="y"/>.</param>
    /// <returns>Shape of <paramref name="y"/>. Caller owns it.</returns>
    internal Tensor AddTo(Tensor y, Func<Tensor, Tensor?, Tensor> layer)
    {
        if (Dropout is { } dropout && dropout.SkipsModule()) return y.alias();
        using var scope = NewDisposeScope();
        return layer(MaskedDelta().view(Shape).to(y.dtype), BiasDelta()?.to(y.dtype)).add_(y).MoveToOuterDisposeScope();
    }

    private Tensor MaskedDelta() => Dropout is { } dropout ? dropout.MaskRows(RecomputedDelta()) : RecomputedDelta();

    /// <summary>The change of the weight as one node of the autograd graph, over the adapter's trained tensors.</summary>
    private sealed class Recomputation : autograd.SingleTensorFunction<Recomputation>
    {
        private const string Adapter = "adapter";

        public override string Name => nameof(MaterializedAdapter);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var adapter = (MaterializedAdapter)vars[^1];
            ctx.save_data(Adapter, adapter);
            using var _ = no_grad();
            return adapter.Delta();
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            BackwardPass.Run(Name, grad_output, () =>
            {
                var adapter = (MaterializedAdapter)ctx.get_data(Adapter);
                var trained = adapter.DeltaFactors.Select(tensor => tensor.Value).Where(value => value.requires_grad).ToList();
                using var _ = enable_grad();
                var delta = adapter.Delta();
                return [.. autograd.grad([delta], trained, [grad_output.view(delta.shape)]), null];
            });
    }
}
