using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.ScheduleFree;

/// <summary>
/// What the schedule-free optimizers share (Defazio et al. 2024, 2405.15682, eqs. 2–4): a base sequence z that takes the steps, its weighted
/// average x, which is saved and sampled with, and y = (1−β)·z + β·x, where gradients are taken. The groups hold y, during evaluation x.
/// Owns z and the state of its kind.
/// </summary>
public abstract class ScheduleFreeOptimizer : Optimizer
{
    private readonly double _beta, _averagePower, _ratePower;
    private readonly List<Tensor> _bases;
    private readonly List<StateValue<double>> _largestRates, _weightSums;
    private readonly StateValue<long> _updates;
    private List<Tensor>? _trained;

    /// <summary>Starts all three sequences at the present weights.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="beta">β, 0…1.</param>
    /// <param name="averagePower">r: update t counts t^r.</param>
    /// <param name="ratePower">Updates count their rate to this power.</param>
    private protected ScheduleFreeOptimizer(IReadOnlyList<ParameterGroup> groups, double beta, double averagePower, double ratePower)
        : base(groups)
    {
        (_beta, _averagePower, _ratePower) = (beta, averagePower, ratePower);
        using var _ = no_grad();
        _bases = [.. groups.Select(group => State.Keep($"{group.Name}.base", group.Values.clone()))];
        _largestRates = [.. groups.Select(group => State.Number($"{group.Name}.largest_rate", -1))];
        _weightSums = [.. groups.Select(group => State.Number($"{group.Name}.weight_sum", 0))];
        _updates = State.Count("updates");
    }

    /// <inheritdoc/>
    public override void Update()
    {
        if (_trained is not null) throw new InvalidOperationException("the optimizer evaluates; leave the evaluation before the next update");
        using var _ = no_grad();
        var step = ++_updates.Value;
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var rate = group.LearningRate * RateFactor(step);
            var largest = _largestRates[i].Value = Math.Max(rate, _largestRates[i].Value);
            var weight = Math.Pow(step, _averagePower) * Math.Pow(largest, _ratePower);
            var sum = _weightSums[i].Value += weight;
            var share = sum == 0 ? 0 : weight / sum; // c of step t+1

            var direction = Direction(i, step);
            var y = group.Values;
            y.add_(_bases[i] - y, share).add_(direction, rate * (_beta * (1 - share) - 1));
            _bases[i].sub_(direction.mul_(rate));
        }
    }

    /// <inheritdoc/>
    public override void EnterEvaluation()
    {
        if (_trained is not null) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _trained = [.. Groups.Select(group => group.Values.clone().DetachFromDisposeScope())];
        // y = (1−β)·z + β·x gives x = y + (1 − 1/β)·(z − y).
        for (var i = 0; i < Groups.Count; i++) Groups[i].Values.add_(_bases[i] - Groups[i].Values, 1 - 1 / _beta);
    }

    /// <inheritdoc/>
    public override void LeaveEvaluation()
    {
        if (_trained is null) return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        for (var i = 0; i < Groups.Count; i++)
        {
            Groups[i].Values.copy_(_trained[i]);
            _trained[i].Dispose();
        }

        _trained = null;
    }

    private protected override void Release()
    {
        foreach (var trained in _trained ?? []) trained.Dispose();
    }

    /// <summary>Factor on the group's rate.</summary>
    /// <param name="step">From 1.</param>
    private protected abstract double RateFactor(long step);

    /// <summary>The step of the base sequence, before the rate, with weight decay; a new tensor or the gradient itself, which may be overwritten.</summary>
    /// <param name="group">Number of the group.</param>
    /// <param name="step">From 1.</param>
    private protected abstract Tensor Direction(int group, long step);
}
