namespace Senmitsu.Training.LearningRates;

/// <summary>
/// The factor on the learning rate at each update, a pure function of the step. The formulas are those of the libraries behind sd-scripts
/// (huggingface/transformers src/transformers/optimization.py); the first update with warm-up uses 0.
/// </summary>
public sealed record LearningRateSchedule : ILearningRateSchedule
{
    // huggingface/transformers optimization.py: lr_end of the polynomial schedule, and the inverse root's timescale without warm-up.
    internal const double UsualPolynomialEnd = 1e-7;
    private const int DefaultTimescale = 10_000;

    /// <summary>Shape of the rate.</summary>
    public LearningRateScheduler Scheduler { get; init; } = LearningRateScheduler.Constant;

    /// <summary>Updates of the whole run.</summary>
    public required int TotalSteps { get; init; }

    /// <summary>Updates until the full rate is reached; 0 = at once.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Updates of the final decay of <see cref="LearningRateScheduler.WarmupStableDecay"/>. Ignored by the others.</summary>
    public int DecaySteps { get; init; }

    /// <summary>
    /// Waves of <see cref="LearningRateScheduler.CosineWithRestarts"/>; half waves of <see cref="LearningRateScheduler.CosineWithMinLr"/>
    /// and <see cref="LearningRateScheduler.WarmupStableDecay"/>. Ignored by the others.
    /// </summary>
    public int Cycles { get; init; } = 1;

    /// <summary>Waves of <see cref="LearningRateScheduler.Cosine"/>; half a wave falls to 0. Ignored by the others.</summary>
    public double CosineWaves { get; init; } = 0.5;

    /// <summary>Exponent of <see cref="LearningRateScheduler.Polynomial"/>. Ignored by the others.</summary>
    public double Power { get; init; } = 1;

    /// <summary>The main learning rate, whose end value <see cref="LearningRateScheduler.Polynomial"/> needs. Ignored by the others.</summary>
    public double BaseLearningRate { get; init; } = 2e-6;

    /// <summary>Rate at the end of <see cref="LearningRateScheduler.Polynomial"/>. Ignored by the others.</summary>
    public double PolynomialEnd { get; init; } = UsualPolynomialEnd;

    /// <summary>The factors of <see cref="LearningRateScheduler.PiecewiseConstant"/>. Ignored by the others.</summary>
    public StepRules? StepRules { get; init; }

    /// <summary>Timescale of <see cref="LearningRateScheduler.InverseSqrt"/>; null = the warm-up, or 10 000 without one. Ignored by the others.</summary>
    public int? Timescale { get; init; }

    /// <summary>Share of the full rate at the end of <see cref="LearningRateScheduler.CosineWithMinLr"/> and <see cref="LearningRateScheduler.WarmupStableDecay"/>. Ignored by the others.</summary>
    public double MinFactor { get; init; }

    /// <summary>What differs from sd-scripts; empty if nothing does.</summary>
    public IReadOnlyList<string> Notes => Scheduler == LearningRateScheduler.Constant && WarmupSteps > 0
        ? ["lr_scheduler constant with warm-up is refused by sd-scripts; here it warms up like constant_with_warmup"]
        : [];

    /// <inheritdoc/>
    public double Rate(double baseRate, int trainingStep) => baseRate * Factor(trainingStep);

    /// <summary>Factor of the learning rate.</summary>
    /// <param name="step">0-based number of the update.</param>
    /// <returns>0…1.</returns>
    public double Factor(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (Scheduler == LearningRateScheduler.PiecewiseConstant) return StepRules?.Factor(step) ?? 1;
        if (step < WarmupSteps)
        {
            var warmup = (double)step / WarmupSteps;
            // Alone among these schedules this one starts its warm-up at the final rate.
            return Scheduler == LearningRateScheduler.WarmupStableDecay ? Lifted(warmup) : warmup;
        }

        var progress = (double)(step - WarmupSteps) / Math.Max(1, TotalSteps - WarmupSteps);
        return Scheduler switch
        {
            LearningRateScheduler.Constant or LearningRateScheduler.ConstantWithWarmup or LearningRateScheduler.Adafactor => 1,
            LearningRateScheduler.Linear => Math.Max(0, (double)(TotalSteps - step) / Math.Max(1, TotalSteps - WarmupSteps)),
            LearningRateScheduler.Cosine => HalfWave(2 * CosineWaves * progress),
            LearningRateScheduler.CosineWithRestarts => progress >= 1 ? 0 : HalfWave(Cycles * progress % 1),
            LearningRateScheduler.Polynomial => PolynomialFactor(step, progress),
            LearningRateScheduler.InverseSqrt => InverseSqrtFactor(step),
            LearningRateScheduler.CosineWithMinLr => Math.Max(0, Lifted(HalfWave(Cycles * progress))),
            LearningRateScheduler.WarmupStableDecay => StableDecayFactor(step),
            _ => throw new InvalidOperationException($"learning rate scheduler {Scheduler} is unknown"),
        };
    }

    private static double HalfWave(double turns) => Math.Max(0, 0.5 * (1 + Math.Cos(Math.PI * turns)));

    private double Lifted(double factor) => factor * (1 - MinFactor) + MinFactor;

    private double PolynomialFactor(int step, double progress) => step > TotalSteps
        ? PolynomialEnd / BaseLearningRate
        : ((BaseLearningRate - PolynomialEnd) * Math.Pow(1 - progress, Power) + PolynomialEnd) / BaseLearningRate;

    private double InverseSqrtFactor(int step)
    {
        var timescale = Timescale ?? (WarmupSteps > 0 ? WarmupSteps : DefaultTimescale);
        return 1 / Math.Sqrt((double)(step + timescale - WarmupSteps) / timescale);
    }

    private double StableDecayFactor(int step)
    {
        var intoDecay = step - (TotalSteps - DecaySteps);
        if (intoDecay < 0) return 1;
        return intoDecay < DecaySteps ? Lifted(HalfWave(Cycles * ((double)intoDecay / Math.Max(1, DecaySteps)))) : MinFactor;
    }
}
