namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>The frame that spacings share: a formula over equally spaced points, ending in 0.</summary>
internal static class FallingSigmas
{
    /// <summary>Values of a formula at the points of a run.</summary>
    /// <param name="steps">Number of points, at least 1.</param>
    /// <param name="formula">Gives σ for the share of the way gone: 0 at the first point, 1 at the last; 0 if there is only one.</param>
    /// <returns><paramref name="steps"/> values and a final 0.</returns>
    public static float[] Create(int steps, Func<double, double> formula)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        var sigmas = new float[steps + 1];
        for (var i = 0; i < steps; i++) sigmas[i] = (float)formula((double)i / Math.Max(1, steps - 1));
        return sigmas;
    }
}
