using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>The means that Adan keeps, and its step (Xie et al. 2022, 2208.06677, Algorithm 1). The state owns the tensors.</summary>
internal sealed class AdanMoments
{
    private readonly IReadOnlyList<ParameterGroup> _groups;
    private readonly DAdaptAdanSettings _settings;
    private readonly List<Tensor> _firsts, _differences, _seconds, _previous;
    private readonly StateValue<long> _updates;

    /// <summary>Zero moments.</summary>
    public AdanMoments(IReadOnlyList<ParameterGroup> groups, DAdaptAdanSettings settings, OptimizerState state)
    {
        _groups = groups;
        _settings = settings;
        _firsts = state.KeepZeros("first", groups);
        _differences = state.KeepZeros("difference", groups);
        _seconds = state.KeepZeros("second", groups);
        _previous = state.KeepZeros("previous_gradient", groups);
        _updates = state.Count("updates");
    }

    /// <summary>√v + ε of a group. The caller's scope owns it.</summary>
    public Tensor Root(int group) => _seconds[group].sqrt().add_(_settings.Epsilon);

    /// <summary>Takes a group's gradients, and how they differ from those before, into the means.</summary>
    public void Accumulate(int group, double dRate)
    {
        using var scope = NewDisposeScope();
        var gradient = _groups[group].Gradients;
        var change = _updates.Value == 0 ? zeros_like(gradient) : gradient - _previous[group];
        _firsts[group].mul_(_settings.Beta1).add_(gradient, dRate * (1 - _settings.Beta1));
        _differences[group].mul_(_settings.Beta2).add_(change, dRate * (1 - _settings.Beta2));
        _seconds[group].mul_(_settings.Beta3).add_(gradient.add(change, _settings.Beta2).square(), 1 - _settings.Beta3);
    }

    /// <summary>Moves all weights.</summary>
    public void Step(double dRate)
    {
        for (var i = 0; i < _groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var values = _groups[i].Values;
            var update = _firsts[i].add(_differences[i], _settings.Beta2).div_(Root(i));
            if (_settings.DecaysBefore) values.mul_(1 - dRate * _settings.WeightDecay).sub_(update);
            else values.sub_(update).div_(1 + dRate * _settings.WeightDecay);
            _previous[i].copy_(_groups[i].Gradients);
        }

        _updates.Value++;
    }
}
