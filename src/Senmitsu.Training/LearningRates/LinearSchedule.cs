using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.LearningRates.TorchSchedule>;

namespace Senmitsu.Training.LearningRates;

/// <summary>torch's <c>LinearLR</c>: a line from one factor to another.</summary>
public sealed record LinearSchedule : TorchSchedule
{
    private static readonly Argument[] Table =
    [
        Argument.Number<LinearSchedule>("start_factor", s => s.First, (s, v) => s with { First = v }, NumberRule.Positive),
        Argument.Number<LinearSchedule>("end_factor", s => s.Last, (s, v) => s with { Last = v }, NumberRule.NonNegative),
        Argument.Count<LinearSchedule>("total_iters", s => s.Length, (s, v) => s with { Length = v }, NumberRule.WholePositive),
    ];

    /// <summary>Factor of the first update. Default 1/3.</summary>
    public double First { get; init; } = 1.0 / 3;

    /// <summary>Factor at the end and afterwards. Default 1.</summary>
    public double Last { get; init; } = 1;

    /// <summary>Updates until the end. Default 5.</summary>
    public int Length { get; init; } = 5;

    internal override string Name => "LinearLR";

    internal override IReadOnlyList<LiteralArgument<TorchSchedule>> Arguments => Table;

    /// <inheritdoc/>
    public override double Rate(double baseRate, int trainingStep) => baseRate * (First + (Last - First) * Math.Min(trainingStep, Length) / Length);
}
