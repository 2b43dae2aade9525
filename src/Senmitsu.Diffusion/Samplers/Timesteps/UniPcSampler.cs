using Senmitsu.Diffusion.Denoisers;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Timesteps;

/// <summary>
/// UniPC of order 3, predicting x₀, with B(h) = h ("bh1") and lower order at the end (Zhao et al. 2023, Algorithms 5 and 8), written over σ.
/// Every step predicts the next latent and corrects it once the estimate there is known; no estimate is made twice.
/// </summary>
public sealed class UniPcSampler : ISampler
{
    private const int MaxOrder = 3;

    /// <inheritdoc/>
    public Tensor Sample(IDenoiser denoiser, Tensor x, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var steps = context.Sigmas.Count - 1;
        var estimates = new TensorHistory(MaxOrder);
        var corrected = new TensorHistory(1);
        return SamplingLoop.Run(x, context, index => index < steps, (index, predicted) =>
        {
            var sigma = context.Sigmas[index];
            var denoised = denoiser.Denoise(predicted, sigma);
            context.OnStep?.Invoke(index, sigma, predicted, denoised);
            var here = index == 0 ? predicted : Update(corrected[0], estimates, context.Sigmas, index, Order(index, steps), denoised);
            estimates.Add(denoised);
            corrected.Add(here);
            return Update(here, estimates, context.Sigmas, index + 1, Order(index + 1, steps), null);
        });
    }

    /// <summary>The order of the step that arrives at a noise level.</summary>
    private static int Order(int target, int steps)
    {
        var most = Math.Min(MaxOrder, steps);
        return target < most ? target : Math.Min(most, steps + 1 - target);
    }

    /// <summary>From the noise level before to the target (App. A of Zhao et al.): a prediction, or with the estimate there a correction.</summary>
    private static Tensor Update(Tensor x, TensorHistory estimates, IReadOnlyList<float> sigmas, int target, int order, Tensor? there)
    {
        var h = Lambda(target) - Lambda(target - 1);
        var ratios = new double[order];
        for (var i = 1; i < order; i++) ratios[i - 1] = (Lambda(target - 1 - i) - Lambda(target - 1)) / h;
        ratios[order - 1] = 1;

        var unknowns = there is null ? order - 1 : order;
        var weights = unknowns == 1 ? [0.5] : Solve(ratios, h, unknowns); // one unknown: ½, which keeps the order and is what A1111 does
        var keep = (double)sigmas[target] / sigmas[target - 1];
        var result = x * (float)keep + estimates[0] * (float)(1 - keep);
        for (var i = 0; i < unknowns; i++)
        {
            var other = i < order - 1 ? estimates[i + 1] : there!;
            result += (other - estimates[0]) * (float)(h * weights[i] / ratios[i]);
        }

        return result;

        double Lambda(int level) => -Math.Log(sigmas[level]);
    }

    /// <summary>Solves Σᵢ rᵢᵏ⁻¹·ρᵢ = φₖ(−h)·k!/B for the first rows and unknowns.</summary>
    private static double[] Solve(double[] ratios, double h, int unknowns)
    {
        var z = -h;
        var phi = double.ExpM1(z) / z - 1;
        var factorial = 1.0;
        using var scope = NewDisposeScope();
        var rows = new double[unknowns, unknowns];
        var right = new double[unknowns];
        for (var k = 0; k < unknowns; k++)
        {
            for (var i = 0; i < unknowns; i++) rows[k, i] = Math.Pow(ratios[i], k);
            right[k] = phi * factorial / z;
            factorial *= k + 2;
            phi = phi / z - 1 / factorial;
        }

        return unknowns == 0 ? [] : linalg.solve(tensor(rows), tensor(right)).data<double>().ToArray();
    }
}
