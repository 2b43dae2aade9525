using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>Lion: the sign of a mix of momentum and gradient (Chen et al. 2023, 2302.06675, Algorithm 2). Owns its momentum.</summary>
public sealed class Lion : IOptimizer
{
    private readonly LionSettings _settings;
    private readonly OptimizerState _state = new();
    private readonly List<Tensor> _momenta;

    /// <summary>Creates the optimizer with zero momentum.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public Lion(IReadOnlyList<ParameterGroup> groups, LionSettings settings)
    {
        Groups = groups;
        _settings = settings;
        _momenta = _state.KeepZeros("momentum", groups);
    }

    /// <inheritdoc/>
    public string KohyaName => "lion_pytorch.lion_pytorch.Lion";

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <inheritdoc/>
    public void Update()
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

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> SaveState() => _state.Save();

    /// <inheritdoc/>
    public void LoadState(IReadOnlyDictionary<string, Tensor> state) => _state.Load(state);

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();
}
