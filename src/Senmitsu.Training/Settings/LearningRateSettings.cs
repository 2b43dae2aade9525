using Senmitsu.Generation.Settings;
using Senmitsu.Training.Optimizers;

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

    /// <summary>Updates until the full rate.</summary>
    public StepCount WarmupSteps { get; init; }

    /// <summary>Updates of the final decay; only for <see cref="LearningRateScheduler.WarmupStableDecay"/>.</summary>
    public StepCount DecaySteps { get; init; }

    /// <summary>Waves; only for the cosine schedulers with restarts, with a minimum, and with a stable part.</summary>
    public int NumCycles { get; init; } = 1;

    /// <summary>Exponent; only for <see cref="LearningRateScheduler.Polynomial"/>.</summary>
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
    public LearningRateSchedule Schedule(int totalSteps) => new()
    {
        Scheduler = Scheduler,
        TotalSteps = totalSteps,
        WarmupSteps = WarmupSteps.Resolve(totalSteps),
        DecaySteps = DecaySteps.Resolve(totalSteps),
        Cycles = NumCycles,
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
        if (Power is not > 0 || !double.IsFinite(Power)) yield return new("lr_scheduler_power", Rules.Text(Power), "must be greater than 0", "use 1");
        if (Timescale < 1) yield return Rules.Minimum("lr_scheduler_timescale", Timescale.Value, 1);
        if (MinLrRatio is not null and not (>= 0 and <= 1)) yield return Rules.Share("lr_scheduler_min_lr_ratio", MinLrRatio.Value);
        if (Scheduler == LearningRateScheduler.CosineWithMinLr && MinLrRatio is null)
            yield return new("lr_scheduler_min_lr_ratio", "", "is required with lr_scheduler cosine_with_min_lr", "use 0.1");
        if (Scheduler == LearningRateScheduler.Polynomial && LearningRate <= 1e-7)
            yield return new("learning_rate", Rules.Text(LearningRate), "must exceed 1e-7, where lr_scheduler polynomial ends", "use 1e-4");
    }
}
