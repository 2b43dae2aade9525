using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.LearningRates.TorchSchedule>;

namespace Senmitsu.Training.LearningRates;

/// <summary>torch's <c>ConstantLR</c>: a smaller rate for the first updates.</summary>
public sealed record ConstantSchedule : TorchSchedule
{
    private static readonly Argument[] Table =
    [
        Argument.Number<ConstantSchedule>("factor", s => s.Factor, (s, v) => s with { Factor = v }, NumberRule.NonNegative),
        Argument.Count<ConstantSchedule>("total_iters", s => s.Length, (s, v) => s with { Length = v }, NumberRule.Whole),
    ];

    /// <summary>Factor at first. Default 1/3.</summary>
    public double Factor { get; init; } = 1.0 / 3;

    /// <summary>Updates with that factor. Default 5.</summary>
    public int Length { get; init; } = 5;

    internal override string Name => "ConstantLR";

    internal override IReadOnlyList<LiteralArgument<TorchSchedule>> Arguments => Table;

    /// <inheritdoc/>
    public override double Rate(double baseRate, int trainingStep) => trainingStep < Length ? baseRate * Factor : baseRate;
}
