using Senmitsu.Diffusion.Denoisers;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Exponential;

/// <summary>
/// DPM-Solver-12/23's third-order pair with steps as long as an error estimate allows (Lu et al. 2022a, App. C; k-diffusion <c>sample_dpm_adaptive</c>).
/// Ignores the number of steps; the result stays at the last positive σ.
/// </summary>
public sealed class DpmAdaptiveSampler : ISampler
{
    private const double RelativeTolerance = 0.05;
    private const double AbsoluteTolerance = 0.0078;
    private const double FirstLength = 0.05;
    private const double AcceptAbove = 0.81;
    private const double End = 1e-5;

    /// <inheritdoc/>
    public Tensor Sample(IDenoiser denoiser, Tensor x, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        if (context.Sigmas.Count == 1) return x.alias();

        var solver = new DpmSolver(denoiser, context.Token);
        double t = -Math.Log(context.Sigmas[0]), last = -Math.Log(context.Sigmas.Last(sigma => sigma > 0)), length = FirstLength;
        var order = context.Eta > 0 ? 1.5 : 3;
        var lowBefore = new TensorHistory(1);
        return SamplingLoop.Run(x, context, _ => t < last - End, (index, current) =>
        {
            var next = Math.Min(last, t + length);
            var (down, up) = DpmSolver.Split(t, next, last, context.Eta);
            var epsilon = solver.Epsilon(current, t);
            context.OnStep?.Invoke(index, (float)DpmSolver.Sigma(t), current, current - epsilon * (float)DpmSolver.Sigma(t));
            var inner = solver.Inner(current, t, down, epsilon, 1.0 / 3);
            var low = DpmSolver.Second(current, t, down, epsilon, inner, 1.0 / 3);
            var high = solver.Third(current, t, down, epsilon, inner);

            var factor = Limited(Math.Pow(1 / (Error(low, high, lowBefore.Count > 0 ? lowBefore[0] : current) + 1e-8), 1 / order));
            length *= factor;
            if (factor < AcceptAbove) return current;
            t = next;
            lowBefore.Add(low);
            return up == 0 ? high : high + context.Noise(high) * (float)(up * context.NoiseScale);
        });
    }

    /// <summary>Root of the mean square of the difference, in units of what is tolerated at each place.</summary>
    private static double Error(Tensor low, Tensor high, Tensor before)
    {
        var tolerated = (maximum(low.abs(), before.abs()) * RelativeTolerance).clamp_min(AbsoluteTolerance);
        return ((low - high) / tolerated).square().mean().sqrt().item<float>();
    }

    private static double Limited(double factor) => 1 + Math.Atan(factor - 1);
}
