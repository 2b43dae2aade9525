using Senmitsu.Generation.Settings;
namespace Senmitsu.Training.Settings;

/// <summary>What is learned from each step.</summary>
public sealed record LossSettings
{
    /// <summary>Measure of the distance.</summary>
    public LossType Type { get; init; } = LossType.L2;

    /// <summary>How the threshold depends on the timestep. Only for the Huber losses.</summary>
    public HuberSchedule HuberSchedule { get; init; } = HuberSchedule.Snr;

    /// <summary>Threshold, greater than 0. Only for the Huber losses.</summary>
    public double HuberC { get; init; } = 0.1;

    /// <summary>Factor on the threshold, greater than 0. Only for the Huber losses; ignored by <see cref="HuberSchedule.Snr"/>.</summary>
    public double HuberScale { get; init; } = 1;

    /// <summary>γ of min-SNR weighting, usually 5; null = every timestep counts the same.</summary>
    public double? MinSnrGamma { get; init; }

    /// <summary>Weighs timesteps of v-prediction as ε-prediction would. Only for checkpoints that predict v.</summary>
    public bool ScaleVPredLossLikeNoisePred { get; init; }

    /// <summary>Adds this share of the loss that v-prediction would have; null = none. Only for checkpoints that predict ε.</summary>
    public double? VPredLikeLoss { get; init; }

    /// <summary>Weighs timesteps by the inverse root of their signal-to-noise ratio.</summary>
    public bool DebiasedEstimation { get; init; }

    /// <summary>Stretches the noise schedule so that the last timestep is pure noise. Meant for v-prediction.</summary>
    public bool ZeroTerminalSnr { get; init; }

    /// <summary>Strength of the random shift of the noise, usually 0.02…0.1; null = none.</summary>
    public double? NoiseOffset { get; init; }

    /// <summary>Draws the strength of the shift anew each batch, between 0 and <see cref="NoiseOffset"/>.</summary>
    public bool NoiseOffsetRandomStrength { get; init; }

    /// <summary>Added to the shift's strength for each channel in proportion to its mean; null = nothing. Needs <see cref="NoiseOffset"/>.</summary>
    public double? AdaptiveNoiseScale { get; init; }

    /// <summary>Coarser layers of noise added, usually 6…10; null = none.</summary>
    public int? MultiresNoiseIterations { get; init; }

    /// <summary>Strength of each layer over the one before, usually 0.1…0.8. Only with <see cref="MultiresNoiseIterations"/>.</summary>
    public double MultiresNoiseDiscount { get; init; } = 0.3;

    /// <summary>Noise on the input that is not in the target, usually 0.1; null = none.</summary>
    public double? IpNoiseGamma { get; init; }

    /// <summary>Draws the strength of that noise anew each batch, between 0 and <see cref="IpNoiseGamma"/>.</summary>
    public bool IpNoiseGammaRandomStrength { get; init; }

    /// <summary>First timestep drawn; null = 0.</summary>
    public int? MinTimestep { get; init; }

    /// <summary>Timesteps drawn lie below this; null = 1000. Equal to <see cref="MinTimestep"/>: that one alone is trained.</summary>
    public int? MaxTimestep { get; init; }

    /// <summary>The measure has a threshold.</summary>
    internal bool HasHuberThreshold => Type is LossType.Huber or LossType.SmoothL1;

    internal IEnumerable<SettingProblem> Problems(bool predictsVelocity)
    {
        if (HasHuberThreshold && !IsPositive(HuberC)) yield return new("huber_c", Rules.Text(HuberC), "must be greater than 0", "use 0.1");
        if (HasHuberThreshold && !IsPositive(HuberScale)) yield return new("huber_scale", Rules.Text(HuberScale), "must be greater than 0", "use 1");
        if (MinSnrGamma is { } gamma && !IsPositive(gamma)) yield return new("min_snr_gamma", Rules.Text(gamma), "must be greater than 0", "use 5, or leave it out");
        if (ScaleVPredLossLikeNoisePred && !predictsVelocity)
            yield return new("scale_v_pred_loss_like_noise_pred", "true", "is only for v-prediction", "give v_parameterization as well, or leave it out");
        if (VPredLikeLoss is { } like && (!IsPositive(like) || predictsVelocity))
            yield return predictsVelocity
                ? new("v_pred_like_loss", Rules.Text(like), "is not for v-prediction", "leave out it or v_parameterization")
                : new("v_pred_like_loss", Rules.Text(like), "must be greater than 0", "use 1, or leave it out");
        foreach (var problem in NoiseProblems()) yield return problem;
        if (MinTimestep is not null and not (>= 0 and < 1000)) yield return new("min_timestep", Rules.Text(MinTimestep), "must lie between 0 and 999", "leave it out for 0");
        if (MaxTimestep is not null and not (>= 1 and <= 1000)) yield return new("max_timestep", Rules.Text(MaxTimestep), "must lie between 1 and 1000", "leave it out for 1000");
        if ((MinTimestep ?? 0) > (MaxTimestep ?? 1000)) yield return new("min_timestep", Rules.Text(MinTimestep), $"must not exceed max_timestep {Rules.Text(MaxTimestep)}", "lower it");
    }

    private IEnumerable<SettingProblem> NoiseProblems()
    {
        if (NoiseOffset is { } offset && !(offset is >= 0 and <= 1)) yield return Rules.Share("noise_offset", offset);
        if (AdaptiveNoiseScale is { } scale && !double.IsFinite(scale)) yield return new("adaptive_noise_scale", Rules.Text(scale), "must be a number", "use 0.01, or leave it out");
        if (AdaptiveNoiseScale is not null && NoiseOffset is null or 0)
            yield return new("adaptive_noise_scale", Rules.Text(AdaptiveNoiseScale), "needs noise_offset", "give noise_offset as well, or leave it out");
        if (MultiresNoiseIterations < 1) yield return Rules.Minimum("multires_noise_iterations", MultiresNoiseIterations.Value, 1);
        if (!(MultiresNoiseDiscount is >= 0 and <= 1)) yield return Rules.Share("multires_noise_discount", MultiresNoiseDiscount);
        if (IpNoiseGamma is { } gamma && !(gamma is >= 0 and <= 1)) yield return Rules.Share("ip_noise_gamma", gamma);
    }

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);
}
