using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Slopes;

/// <summary>
/// Linear multistep: the polynomial through the last four slopes, integrated over the step (Adams–Bashforth on uneven steps;
/// k-diffusion <c>sample_lms</c>, which integrates numerically to 1e-4 where this is exact).
/// </summary>
public sealed class LmsSampler : SigmaSampler
{
    private const int Order = 4;

    // Gauss–Legendre with four nodes: exact for polynomials up to degree 7 (Abramowitz & Stegun, table 25.4).
    private static readonly (double Node, double Weight)[] Quadrature =
    [
        (-0.8611363115940526, 0.3478548451374538), (-0.3399810435848563, 0.6521451548625461),
        (0.3399810435848563, 0.6521451548625461), (0.8611363115940526, 0.3478548451374538),
    ];

    private protected override int HistoryLength => Order - 1;

    private protected override Tensor Next(SigmaStep step)
    {
        var sum = step.Slope * (float)Coefficient(step, 0);
        for (var age = 1; age <= step.Past.Count; age++) sum += step.Past[age - 1] * (float)Coefficient(step, age);
        return step.X + sum;
    }

    private protected override Tensor Remembered(SigmaStep step) => step.Slope;

    /// <summary>The integral of the Lagrange polynomial that is 1 at the slope of some age and 0 at the others.</summary>
    private static double Coefficient(SigmaStep step, int age)
    {
        double middle = (step.Sigma + step.NextSigma) / 2, half = (step.NextSigma - step.Sigma) / 2;
        return half * Quadrature.Sum(point => point.Weight * Lagrange(middle + half * point.Node));

        double Lagrange(double sigma)
        {
            var product = 1.0;
            for (var other = 0; other <= step.Past.Count; other++)
            {
                if (other != age) product *= (sigma - SigmaOf(other)) / (SigmaOf(age) - SigmaOf(other));
            }

            return product;
        }

        double SigmaOf(int back) => step.Context.Sigmas[step.Index - back];
    }
}
