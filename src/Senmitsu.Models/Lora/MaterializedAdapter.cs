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

    /// <summary>
    /// <see cref="LayerAdapter.Delta"/> for training: its steps are not kept for the backward pass but computed again there. Kept, they would be several times
    /// as large as the model.
    /// </summary>
    /// <returns>As <see cref="LayerAdapter.Delta"/>. Caller owns it.</returns>
    internal Tensor RecomputedDelta()
    {
        var trained = is_grad_enabled() ? Tensors.Select(tensor => tensor.Value).Where(value => value.requires_grad).ToList() : [];
        return trained.Count == 0 ? Delta() : Recomputation.apply([.. trained, this]);
    }

    /// <inheritdoc/>
    internal override Tensor AddTo(Tensor y, Tensor x)
    {
        if (Dropout is { } dropout && dropout.SkipsModule()) return y.alias();
        using var scope = NewDisposeScope();
        var delta = MaskedDelta().view(Shape[0], -1).to(x.dtype);
        return F.linear(x, delta, BiasDelta()?.to(x.dtype)).add_(y).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal override Tensor AddTo(Tensor y, Tensor x, long[] stride, long[] padding)
    {
        if (Dropout is { } dropout && dropout.SkipsModule()) return y.alias();
        using var scope = NewDisposeScope();
        var delta = MaskedDelta().view(Shape).to(x.dtype);
        return Convolution.Apply(x, delta, BiasDelta()?.to(x.dtype), stride, padding).add_(y).MoveToOuterDisposeScope();
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
                var trained = adapter.Tensors.Select(tensor => tensor.Value).Where(value => value.requires_grad).ToList();
                using var _ = enable_grad();
                var delta = adapter.Delta();
                return [.. autograd.grad([delta], trained, [grad_output.view(delta.shape)]), null];
            });
    }
}
