using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>Lion: the sign of a mix of momentum and gradient (Chen et al. 2023, 2302.06675, Algorithm 2). Owns its momentum.</summary>
public sealed class Lion : Optimizer
{
    private readonly LionSettings _settings;
    private readonly List<Tensor> _momenta;

    /// <summary>Creates the optimizer with zero momentum.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public Lion(IReadOnlyList<ParameterGroup> groups, LionSettings settings)
        : base(groups)
    {
        _settings = settings;
        _momenta = State.KeepZeros("momentum", groups);
    }

    /// <inheritdoc/>
    public override string KohyaName => "lion_pytorch.lion_pytorch.Lion";

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var momentum = _momenta[i];
            group.Values.mul_(1 - group.LearningRate * _settings.WeightDecay);
            var update = momentum.mul(_settings.Beta1).add_(group.Gradients, 1 - _settings.Beta1).sign_();
            group.Values.add_(update, -group.LearningRate);
            momentum.mul_(_settings.Beta2).add_(group.Gradients, 1 - _settings.Beta2);
        }
    }
}
