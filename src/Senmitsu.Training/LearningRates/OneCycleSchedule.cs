using Senmitsu.Training.Settings;
using Argument = Senmitsu.Training.Settings.LiteralArgument<Senmitsu.Training.LearningRates.TorchSchedule>;

namespace Senmitsu.Training.LearningRates;

/// <summary>
/// torch's <c>OneCycleLR</c>: half a cosine wave up to the largest rate, half a wave down to almost 0 (Smith and Topin 2017, 1708.07120). The
/// learning rates of the settings are not used.
/// </summary>
public sealed record OneCycleSchedule : TorchSchedule
{
    private static readonly Argument[] Table =
    [
        Argument.Number<OneCycleSchedule>("max_lr", s => s.LargestRate, (s, v) => s with { LargestRate = v }, NumberRule.Positive),
        Argument.Count<OneCycleSchedule>("total_steps", s => s.Length, (s, v) => s with { Length = v }, NumberRule.WholePositive),
        Argument.Number<OneCycleSchedule>("pct_start", s => s.RisingShare, (s, v) => s with { RisingShare = v }, NumberRule.Inside),
        Argument.Number<OneCycleSchedule>("div_factor", s => s.FirstDivisor, (s, v) => s with { FirstDivisor = v }, NumberRule.Positive),
        Argument.Number<OneCycleSchedule>("final_div_factor", s => s.LastDivisor, (s, v) => s with { LastDivisor = v }, NumberRule.Positive),
    ];

    /// <summary>Rate at the top. Required.</summary>
    public double LargestRate { get; init; }

    /// <summary>Updates of the cycle, at least those of the run. Required.</summary>
    public int Length { get; init; }

    /// <summary>Share of the cycle that rises. Default 0.3.</summary>
    public double RisingShare { get; init; } = 0.3;

    /// <summary>The first rate is the largest divided by this. Default 25.</summary>
    public double FirstDivisor { get; init; } = 25;

    /// <summary>The last rate is the first divided by this. Default 10 000.</summary>
    public double LastDivisor { get; init; } = 1e4;

    internal override string Name => "OneCycleLR";

    internal override IReadOnlyList<LiteralArgument<TorchSchedule>> Arguments => Table;

    /// <inheritdoc/>
    public override double Rate(double baseRate, int trainingStep)
    {
        double top = RisingShare * Length - 1, end = Length - 1, first = LargestRate / FirstDivisor;
        return trainingStep <= top
            ? Wave(first, LargestRate, trainingStep / top)
            : Wave(LargestRate, first / LastDivisor, Math.Min(1, (trainingStep - top) / (end - top)));
    }

    private static double Wave(double from, double to, double share) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share));
}
