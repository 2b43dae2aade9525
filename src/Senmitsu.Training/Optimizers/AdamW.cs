using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, 1711.05101, Algorithm 2). Owns its moments.</summary>
public sealed class AdamW : IOptimizer
{
    private readonly AdamWSettings _settings;
    private readonly List<(Tensor First, Tensor Second)> _moments = [];
    private long _updates;

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public AdamW(IReadOnlyList<ParameterGroup> groups, AdamWSettings settings)
    {
        Groups = groups;
        _settings = settings;
        using var scope = NewDisposeScope();
        foreach (var group in groups) _moments.Add((zeros_like(group.Values).DetachFromDisposeScope(), zeros_like(group.Values).DetachFromDisposeScope()));
    }

    /// <inheritdoc/>
    public string KohyaName => "torch.optim.adamw.AdamW";

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <inheritdoc/>
    public void Update()
    {
        using var _ = no_grad();
        _updates++;
        var bias1 = 1 - Math.Pow(_settings.Beta1, _updates);
        var bias2 = 1 - Math.Pow(_settings.Beta2, _updates);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var (first, second) = _moments[i];
            group.Values.mul_(1 - group.LearningRate * _settings.WeightDecay);
            first.mul_(_settings.Beta1).add_(group.Gradients, 1 - _settings.Beta1);
            second.mul_(_settings.Beta2).addcmul_(group.Gradients, group.Gradients, 1 - _settings.Beta2);
            var denominator = second.sqrt().div_(Math.Sqrt(bias2)).add_(_settings.Epsilon);
            group.Values.addcdiv_(first, denominator, -group.LearningRate / bias1);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> SaveState()
    {
        var state = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["updates"] = tensor(_updates) };
        foreach (var (name, moment) in Moments()) state[name] = moment.clone();
        return state;
    }

    /// <inheritdoc/>
    public void LoadState(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (name, moment) in Moments())
        {
            if (!state.TryGetValue(name, out var saved) || !saved.shape.SequenceEqual(moment.shape)) throw new TrainingStateException($"the state has no fitting '{name}' of the optimizer. Use the settings of the run that saved it.");
            moment.copy_(saved);
        }

        _updates = state.TryGetValue("updates", out var updates) ? updates.item<long>() : throw new TrainingStateException("the state does not say how many updates the optimizer made.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (first, second) in _moments)
        {
            first.Dispose();
            second.Dispose();
        }
    }

    private IEnumerable<(string Name, Tensor Value)> Moments() =>
        Groups.SelectMany((group, i) => new[] { ($"{group.Name}.first", _moments[i].First), ($"{group.Name}.second", _moments[i].Second) });
}
