namespace Senmitsu.Diffusion.Denoisers;

/// <summary>When the negative prompt is left out to save time. By default never.</summary>
/// <param name="EarlyShare">Left out while calls done / all calls is at most this, 0…1; 0 = not (AUTOMATIC1111 <c>skip_early_cond</c>).</param>
/// <param name="MinSigma">Left out at noise levels below this, σ or <see cref="DiscreteDenoiser.LevelOf"/>; 0 = not (<c>s_min_uncond</c>, "NGMS").</param>
/// <param name="AtEveryCall">Below <paramref name="MinSigma"/> at every call, not at every second one (<c>s_min_uncond_all</c>).</param>
/// <param name="Calls">Denoiser calls of the run, for <paramref name="EarlyShare"/>.</param>
public sealed record GuidanceSkips(double EarlyShare, double MinSigma, bool AtEveryCall, int Calls)
{
    /// <summary>The negative prompt always counts.</summary>
    public static GuidanceSkips None { get; } = new(0, 0, false, 1);

    internal bool Skips(int call, float level) =>
        (EarlyShare > 0 && (double)call / Calls <= EarlyShare)
        || (MinSigma > 0 && level < MinSigma && (AtEveryCall || call % 2 == 1));
}
