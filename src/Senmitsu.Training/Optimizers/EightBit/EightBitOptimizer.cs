using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.EightBit;

/// <summary>What bitsandbytes' optimizers share: moments in 8 bits, updated run by run so that little is ever held in float32. Owns the moments.</summary>
public abstract class EightBitOptimizer : Optimizer
{
    private readonly List<EightBitLayout> _layouts;
    private readonly List<List<EightBitMoment>> _moments = [];
    private readonly StateValue<long> _updates;

    /// <summary>Creates moments of zeros.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="moments">Name and sign of each moment.</param>
    private protected EightBitOptimizer(IReadOnlyList<ParameterGroup> groups, params (string Name, bool IsSigned)[] moments)
        : base(groups)
    {
        _layouts = [.. groups.Select(group => new EightBitLayout(group))];
        for (var i = 0; i < groups.Count; i++)
            _moments.Add([.. moments.Select(moment => new EightBitMoment($"{groups[i].Name}.{moment.Name}", moment.IsSigned, _layouts[i], groups[i].Values.device, State, groups[i].Values.device_type == TorchSharp.DeviceType.CPU))]);
        _updates = State.Count("updates");
    }

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        var step = ++_updates.Value;
        for (var i = 0; i < Groups.Count; i++)
        {
            var group = Groups[i];
            foreach (var run in _layouts[i].Runs)
            {
                using var scope = NewDisposeScope();
                var moments = _moments[i].ConvertAll(moment => moment.Read(run));
                Update(group.Values.narrow(0, run.Start, run.Length), group.Gradients.narrow(0, run.Start, run.Length), moments, group.LearningRate, step);
                for (var j = 0; j < moments.Count; j++) _moments[i][j].Write(run, moments[j]);
            }
        }
    }

    private protected override void Release()
    {
        foreach (var moment in _moments.SelectMany(moments => moments)) moment.Dispose();
    }

    /// <summary>Updates one run in place.</summary>
    /// <param name="values">[run] · float32.</param>
    /// <param name="gradients">[run] · float32. May be overwritten.</param>
    /// <param name="moments">[run] · float32 each, in the order of the constructor.</param>
    /// <param name="rate">The group's learning rate.</param>
    /// <param name="step">From 1.</param>
    private protected abstract void Update(Tensor values, Tensor gradients, IReadOnlyList<Tensor> moments, double rate, long step);
}
