namespace Senmitsu.Tests.Diffusion.Samplers;

/// <summary>The samplers once more, on one number and in double precision, written from the published formulas.</summary>
internal static class ReferencePaths
{
    /// <summary>The samplers written here.</summary>
    public static string[] Samplers => ["Euler", "Euler a", "DPM++ 2M"];

    public static double Run(string sampler, Func<double, double, double> denoise, double x, IReadOnlyList<float> sigmas, Queue<double> noise) => sampler switch
    {
        "Euler" => Euler(denoise, x, sigmas),
        "Euler a" => EulerAncestral(denoise, x, sigmas, noise),
        "DPM++ 2M" => DpmPlusPlus2M(denoise, x, sigmas),
        _ => throw new ArgumentOutOfRangeException(nameof(sampler), sampler, "write its reference path"),
    };

    private static double Euler(Func<double, double, double> denoise, double x, IReadOnlyList<float> sigmas)
    {
        for (var i = 0; i + 1 < sigmas.Count; i++)
            x += (x - denoise(x, sigmas[i])) / sigmas[i] * ((double)sigmas[i + 1] - sigmas[i]);
        return x;
    }

    private static double EulerAncestral(Func<double, double, double> denoise, double x, IReadOnlyList<float> sigmas, Queue<double> noise)
    {
        for (var i = 0; i + 1 < sigmas.Count; i++)
        {
            double from = sigmas[i], to = sigmas[i + 1];
            var up = Math.Min(to, to / from * Math.Sqrt(from * from - to * to));
            var down = Math.Sqrt(to * to - up * up);
            x += (x - denoise(x, from)) / from * (down - from);
            if (to > 0) x += noise.Dequeue() * up;
        }

        return x;
    }

    // Written with φ = e^(−h) − 1 and the slope form of Lu et al. 2022b (eq. 4.6), not as the code under test writes it.
    private static double DpmPlusPlus2M(Func<double, double, double> denoise, double x, IReadOnlyList<float> sigmas)
    {
        double? previous = null;
        for (var i = 0; i + 1 < sigmas.Count; i++)
        {
            var denoised = denoise(x, sigmas[i]);
            if (sigmas[i + 1] == 0)
            {
                x = denoised;
            }
            else
            {
                var h = Math.Log((double)sigmas[i] / sigmas[i + 1]);
                var phi = Math.Exp(-h) - 1;
                var slope = previous is null ? 0 : (denoised - previous.Value) / Math.Log((double)sigmas[i - 1] / sigmas[i]);
                x = Math.Exp(-h) * x - phi * (denoised + h / 2 * slope);
            }

            previous = denoised;
        }

        return x;
    }
}
