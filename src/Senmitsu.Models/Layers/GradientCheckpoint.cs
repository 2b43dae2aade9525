using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>
/// Part of a network whose inner results are not kept for the backward pass but computed again then (Chen et al. 2016, 1604.06174):
/// less memory, about a third more time, the same gradients.
/// </summary>
internal static class GradientCheckpoint
{
    /// <summary>Computes a part.</summary>
    /// <param name="part">Inputs → output; must give the same result each time. Its inputs are borrowed.</param>
    /// <param name="inputs">Borrowed.</param>
    /// <returns>The output. Caller owns it.</returns>
    public static Tensor Run(Func<Tensor[], Tensor> part, params Tensor[] inputs)
    {
        if (!is_grad_enabled()) return part(inputs);
        using var scope = NewDisposeScope();
        var marker = empty(0).requires_grad_(); // the part's own weights need gradients even if no input does
        return Function.apply([part, marker, .. inputs]).MoveToOuterDisposeScope();
    }

    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => nameof(GradientCheckpoint);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var part = (Func<Tensor[], Tensor>)vars[0];
            Tensor[] inputs = [.. vars.Skip(2).Cast<Tensor>()];
            using var noGradient = no_grad();
            ctx.set_materialize_grads(false);
            ctx.save_for_backward([.. inputs]);
            ctx.save_data("part", part);
            return part(inputs);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            BackwardPass.Run(Name, grad_output, () =>
            {
                var part = (Func<Tensor[], Tensor>)ctx.get_data("part");
                using var gradient = enable_grad();
                Tensor[] inputs = [.. ctx.get_saved_variables().Select(input => input.detach().requires_grad_(input.requires_grad))];
                part(inputs).backward([grad_output]);
                return [null, null, .. inputs.Select(input => input.requires_grad ? input.grad : null)];
            });
    }
}
