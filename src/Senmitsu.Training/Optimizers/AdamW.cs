using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, 1711.05101, Algorithm 2). Owns its moments.</summary>
public sealed class AdamW : Optimizer
{
    /// <summary>Elements updated together: what one operation wrote is still in the processor's cache for the next. The numbers do not depend on it.</summary>
    private const long BlockLength = 1 << 17;

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
            var (group, first, second) = (Groups[i], _firsts[i], _seconds[i]);
            for (long start = 0; start < group.Values.NumberOfElements; start += BlockLength)
            {
                using var scope = NewDisposeScope();
                var length = Math.Min(BlockLength, group.Values.NumberOfElements - start);
                Update(group.Values.narrow(0, start, length), group.Gradients.narrow(0, start, length), first.narrow(0, start, length), second.narrow(0, start, length), group.LearningRate, bias1, bias2);
            }
        }
    }

    private void Update(Tensor values, Tensor gradients, Tensor first, Tensor second, double rate, double bias1, double bias2)
    {
        values.mul_(1 - rate * _settings.WeightDecay);
        first.mul_(_settings.Beta1).add_(gradients, 1 - _settings.Beta1);
        second.mul_(_settings.Beta2).addcmul_(gradients, gradients, 1 - _settings.Beta2);
        var denominator = second.sqrt().div_(Math.Sqrt(bias2)).add_(_settings.Epsilon);
        values.addcdiv_(first, denominator, -rate / bias1);
    }
}
