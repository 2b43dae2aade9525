using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, 1711.05101, Algorithm 2). Owns its moments.</summary>
public sealed class AdamW : Optimizer
{
    private readonly AdamWSettings _settings;
    private readonly List<Tensor> _firsts, _seconds;
    private readonly StateValue<long> _updates;

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    /// <param name="kohyaName">Name in <c>ss_optimizer</c>; bitsandbytes has other classes for the same update.</param>
    public AdamW(IReadOnlyList<ParameterGroup> groups, AdamWSettings settings, string kohyaName = "torch.optim.adamw.AdamW")
        : base(groups)
    {
        _settings = settings;
        KohyaName = kohyaName;
        _firsts = State.KeepZeros("first", groups);
        _seconds = State.KeepZeros("second", groups);
        _updates = State.Count("updates");
    }

    /// <inheritdoc/>
    public override string KohyaName { get; }

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        _updates.Value++;
        var bias1 = 1 - Math.Pow(_settings.Beta1, _updates.Value);
        var bias2 = 1 - Math.Pow(_settings.Beta2, _updates.Value);
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var (first, second) = (_firsts[i], _seconds[i]);
            group.Values.mul_(1 - group.LearningRate * _settings.WeightDecay);
            first.mul_(_settings.Beta1).add_(group.Gradients, 1 - _settings.Beta1);
            second.mul_(_settings.Beta2).addcmul_(group.Gradients, group.Gradients, 1 - _settings.Beta2);
            var denominator = second.sqrt().div_(Math.Sqrt(bias2)).add_(_settings.Epsilon);
            group.Values.addcdiv_(first, denominator, -group.LearningRate / bias1);
        }
    }
}
