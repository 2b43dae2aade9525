using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>Gradient descent with Nesterov momentum (Sutskever et al. 2013, in the form of torch.optim.SGD). Owns its momentum.</summary>
public sealed class SgdNesterov : Optimizer
{
    private readonly SgdSettings _settings;
    private readonly List<Tensor> _momenta;

    /// <summary>Creates the optimizer with zero momentum.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public SgdNesterov(IReadOnlyList<ParameterGroup> groups, SgdSettings settings)
        : base(groups)
    {
        _settings = settings;
        _momenta = State.KeepZeros("momentum", groups);
    }

    /// <inheritdoc/>
    public override string KohyaName => "torch.optim.sgd.SGD";

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var gradient = group.Gradients.add(group.Values, _settings.WeightDecay);
            var momentum = _momenta[i].mul_(_settings.Momentum).add_(gradient);
            group.Values.add_(gradient.add_(momentum, _settings.Momentum), -group.LearningRate);
        }
    }
}
