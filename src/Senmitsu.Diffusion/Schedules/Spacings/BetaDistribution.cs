namespace Senmitsu.Diffusion.Schedules.Spacings;

/// <summary>The quantile function of the Beta distribution.</summary>
internal static class BetaDistribution
{
    private const int BisectionSteps = 200; // more than a double has bits, so the interval closes to neighbours
    private const int FractionTerms = 500;
    private const double Tiny = 1e-300;

    // Lanczos' approximation of ln Γ with g = 7 and nine terms (Godfrey 2001).
    private const double LanczosG = 7;
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>The x at which a share of the probability lies below it.</summary>
    /// <param name="probability">0…1.</param>
    /// <param name="alpha">First shape parameter, above 0.</param>
    /// <param name="beta">Second shape parameter, above 0.</param>
    /// <returns>0…1.</returns>
    public static double Quantile(double probability, double alpha, double beta)
    {
        if (probability <= 0) return 0;
        if (probability >= 1) return 1;
        double low = 0, high = 1;
        for (var i = 0; i < BisectionSteps; i++)
        {
            var middle = (low + high) / 2;
            if (Cumulative(middle, alpha, beta) < probability) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>The regularized incomplete beta function (Abramowitz &amp; Stegun 26.5.8), by the side on which the fraction converges fast.</summary>
    private static double Cumulative(double x, double alpha, double beta)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var front = Math.Exp(LogGamma(alpha + beta) - LogGamma(alpha) - LogGamma(beta) + alpha * Math.Log(x) + beta * Math.Log(1 - x));
        return x < (alpha + 1) / (alpha + beta + 2)
            ? front * Fraction(x, alpha, beta) / alpha
            : 1 - front * Fraction(1 - x, beta, alpha) / beta;
    }

    /// <summary>The continued fraction, evaluated front to back (Lentz 1976).</summary>
    private static double Fraction(double x, double alpha, double beta)
    {
        double c = 1, d = 1 / NotZero(1 - (alpha + beta) * x / (alpha + 1)), value = d;
        for (var m = 1; m <= FractionTerms; m++)
        {
            var even = m * (beta - m) * x / ((alpha + 2 * m - 1) * (alpha + 2 * m));
            d = 1 / NotZero(1 + even * d);
            c = NotZero(1 + even / c);
            value *= d * c;

            var odd = -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2 * m) * (alpha + 2 * m + 1));
            d = 1 / NotZero(1 + odd * d);
            c = NotZero(1 + odd / c);
            value *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16) break;
        }

        return value;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    private static double LogGamma(double x)
    {
        if (x < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (x - 1 + i);
        var t = x - 1 + LanczosG + 0.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x - 0.5) * Math.Log(t) - t + Math.Log(sum);
    }
}
