namespace Senmitsu.Diffusion.Samplers;

/// <summary>Splits a step into a deterministic part and fresh noise with down² + up² = to² (k-diffusion <c>get_ancestral_step</c>).</summary>
internal static class AncestralStep
{
    /// <summary>The σ to step down to and the σ of the noise to add afterwards.</summary>
    public static (double Down, double Up) Split(double from, double to, double eta)
    {
        if (eta == 0) return (to, 0);
        var up = Math.Min(to, eta * Math.Sqrt(to * to * (from * from - to * to) / (from * from)));
        return (Math.Sqrt(to * to - up * up), up);
    }
}
