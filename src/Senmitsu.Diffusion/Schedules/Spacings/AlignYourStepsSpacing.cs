namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>
/// Noise levels optimized for Stable Diffusion 1.5 (Sabour et al. 2024, "Align Your Steps"), linear in ln σ between them for other
/// numbers of steps. Ignores every option.
/// </summary>
public sealed class AlignYourStepsSpacing : ISigmaSpacing
{
    // Sabour et al. 2024, Stable Diffusion 1.5, ten steps.
    private static readonly double[] Published = [14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029];

    /// <inheritdoc/>
    public string Name => "align_your_steps";

    /// <inheritdoc/>
    public string Label => "Align Your Steps";

    /// <inheritdoc/>
    public float[] Sigmas(NoiseSchedule schedule, int steps, SpacingOptions options) => FallingSigmas.Create(steps, share =>
    {
        var position = share * (Published.Length - 1);
        var low = Math.Min((int)position, Published.Length - 2);
        return Math.Exp(double.Lerp(Math.Log(Published[low]), Math.Log(Published[low + 1]), position - low));
    });
}
