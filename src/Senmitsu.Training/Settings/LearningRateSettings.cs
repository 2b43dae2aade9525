using Senmitsu.Generation.Settings;
using Senmitsu.Training.LearningRates;

namespace Senmitsu.Training.Settings;

/// <summary>How fast weights move, and when.</summary>
public sealed record LearningRateSettings
{
    /// <summary>The main rate, for the parts without their own. sd-scripts' default of 2e-6 is too small for a LoRA; usual is 1e-4.</summary>
    public double LearningRate { get; init; } = 2e-6;

    /// <summary>Rate of the UNet's pairs; null = the main rate. 0 = they stay as they are.</summary>
    public double? UnetLr { get; init; }

    /// <summary>Rate of the text encoder's pairs; null = the main rate. 0 = they stay as they are.</summary>
    public double? TextEncoderLr { get; init; }

    /// <summary>Shape over the run.</summary>
    public LearningRateScheduler Scheduler { get; init; } = LearningRateScheduler.Constant;

    /// <summary>A schedule of torch that takes the place of <see cref="Scheduler"/>; null = none.</summary>
    public TorchSchedule? Torch { get; init; }

    /// <summary>Factors by stretch; required for <see cref="LearningRateScheduler.PiecewiseConstant"/>, ignored by the others.</summary>
    public StepRules? StepRules { get; init; }

    /// <summary>Waves; only for <see cref="LearningRateScheduler.Cosine"/>. Null = half a wave.</summary>
    public double? CosineWaves { get; init; }

    /// <summary>Rate at the end; only for <see cref="LearningRateScheduler.Polynomial"/>. Null = 1e-7.</summary>
    public double? PolynomialEnd { get; init; }

    /// <summary>Updates until the full rate.</summary>
    public StepCount WarmupSteps { get; init; }

    /// <summary>Updates of the final decay; only for <see cref="LearningRateScheduler.WarmupStableDecay"/>.</summary>
    public StepCount DecaySteps { get; init; }

    /// <summary>Waves; only for the cosine schedulers with restarts, with a minimum, and with a stable part.</summary>
    public int NumCycles { get; init; } = 1;

    /// <summary>Exponent; only for <see cref="LearningRateScheduler.Polynomial"/>. 0 = the rate stays.</summary>
    public double Power { get; init; } = 1;

    /// <summary>Timescale; only for <see cref="LearningRateScheduler.InverseSqrt"/>. Null = the warm-up.</summary>
    public int? Timescale { get; init; }

    /// <summary>Share of the rate that remains at the end; required for <see cref="LearningRateScheduler.CosineWithMinLr"/>.</summary>
    public double? MinLrRatio { get; init; }

    /// <summary>Rate of the UNet that applies.</summary>
    public double EffectiveUnetLr => UnetLr ?? LearningRate;

    /// <summary>Rate of the text encoder that applies.</summary>
    public double EffectiveTextEncoderLr => TextEncoderLr ?? LearningRate;

    /// <summary>The schedule of a run.</summary>
    /// <param name="totalSteps">Updates of the whole run.</param>
    public ILearningRateSchedule Schedule(int totalSteps) => Torch ?? (ILearningRateSchedule)Named(totalSteps);

    internal LearningRateSchedule Named(int totalSteps) => new()
    {
        Scheduler = Scheduler,
        TotalSteps = totalSteps,
        WarmupSteps = WarmupSteps.Resolve(totalSteps),
        DecaySteps = DecaySteps.Resolve(totalSteps),
        Cycles = NumCycles,
        CosineWaves = CosineWaves ?? 0.5,
        PolynomialEnd = PolynomialEnd ?? LearningRateSchedule.UsualPolynomialEnd,
        StepRules = StepRules,
        Power = Power,
        BaseLearningRate = LearningRate,
        Timescale = Timescale,
        MinFactor = MinLrRatio ?? 0,
    };

    internal IEnumerable<SettingProblem> Problems()
    {
        if (Rules.IsNoRate(LearningRate)) yield return Rules.Rate("learning_rate", LearningRate);
        if (UnetLr is { } unet && Rules.IsNoRate(unet)) yield return Rules.Rate("unet_lr", unet);
        if (TextEncoderLr is { } textEncoder && Rules.IsNoRate(textEncoder)) yield return Rules.Rate("text_encoder_lr", textEncoder);
        if (Rules.IsNoCount(WarmupSteps)) yield return Rules.Count("lr_warmup_steps", WarmupSteps);
        if (Rules.IsNoCount(DecaySteps)) yield return Rules.Count("lr_decay_steps", DecaySteps);
        if (NumCycles < 1) yield return Rules.Minimum("lr_scheduler_num_cycles", NumCycles, 1);
        if (Power is not >= 0 || !double.IsFinite(Power)) yield return new("lr_scheduler_power", Rules.Text(Power), "must be at least 0", "use 1");
        if (Timescale < 1) yield return Rules.Minimum("lr_scheduler_timescale", Timescale.Value, 1);
        if (MinLrRatio is not null and not (>= 0 and <= 1)) yield return Rules.Share("lr_scheduler_min_lr_ratio", MinLrRatio.Value);
        foreach (var problem in Torch is null ? NamedProblems() : TorchProblems(Torch)) yield return problem;
    }

    private IEnumerable<SettingProblem> NamedProblems()
    {
        if (Scheduler == LearningRateScheduler.CosineWithMinLr && MinLrRatio is null)
            yield return new("lr_scheduler_min_lr_ratio", "", "is required with lr_scheduler cosine_with_min_lr", "use 0.1");
        if (Scheduler == LearningRateScheduler.PiecewiseConstant && StepRules is null)
            yield return new("lr_scheduler_args", "", "step_rules is required with lr_scheduler piecewise_constant", "write step_rules='1:10,0.1:20,0.01'");
        if (CosineWaves is { } waves && !(waves > 0 && double.IsFinite(waves))) yield return new("lr_scheduler_args", $"num_cycles={Rules.Text(waves)}", "must be greater than 0", "use 0.5");
        var end = PolynomialEnd ?? LearningRateSchedule.UsualPolynomialEnd;
        if (end < 0 || !double.IsFinite(end)) yield return new("lr_scheduler_args", $"lr_end={Rules.Text(end)}", "must be at least 0", "use 1e-7");
        if (Scheduler == LearningRateScheduler.Polynomial && LearningRate <= end)
            yield return new("learning_rate", Rules.Text(LearningRate), $"must exceed {Rules.Text(end)}, where lr_scheduler polynomial ends", "use 1e-4");
    }

    private IEnumerable<SettingProblem> TorchProblems(TorchSchedule schedule)
    {
        foreach (var argument in schedule.Arguments)
        {
            var value = argument.Get(schedule);
            if (!argument.Holds(value)) yield return new("lr_scheduler_args", $"{argument.Name}={PythonLiteral.Format(value)}", $"of {schedule.Name} {argument.Rule}", $"write {argument.Name}=VALUE");
        }

        if (WarmupSteps.Value > 0) yield return new("lr_warmup_steps", WarmupSteps.ToString(), $"does not go with lr_scheduler_type {schedule.Name}, which has no warm-up", "use 0");
    }
}
