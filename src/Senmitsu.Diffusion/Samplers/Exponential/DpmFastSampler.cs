using Senmitsu.Diffusion.Denoisers;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Exponential;

/// <summary>
/// DPM-Solver-fast: a fixed number of estimates, shared among steps of order 3 and one or two of lower order (Lu et al. 2022a, App. D.3;
/// k-diffusion <c>sample_dpm_fast</c>). Of the noise levels of the run only the ends and the number count; the result stays at the last positive σ.
/// </summary>
public sealed class DpmFastSampler : ISampler
{
    /// <inheritdoc/>
    public Tensor Sample(IDenoiser denoiser, Tensor x, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var estimates = context.Sigmas.Count - 1;
        if (estimates == 0) return x.alias();

        var solver = new DpmSolver(denoiser, context.Token);
        double first = -Math.Log(context.Sigmas[0]), last = -Math.Log(context.Sigmas.Last(sigma => sigma > 0));
        int[] orders = Orders(estimates);
        return SamplingLoop.Run(x, context, index => index < orders.Length, (index, current) =>
        {
            double t = first + (last - first) * index / orders.Length, next = first + (last - first) * (index + 1) / orders.Length;
            var (down, up) = DpmSolver.Split(t, next, last, context.Eta);
            var epsilon = solver.Epsilon(current, t);
            context.OnStep?.Invoke(index, (float)DpmSolver.Sigma(t), current, current - epsilon * (float)DpmSolver.Sigma(t));
            var moved = orders[index] switch
            {
                1 => DpmSolver.First(current, t, down, epsilon),
                2 => DpmSolver.Second(current, t, down, epsilon, solver.Inner(current, t, down, epsilon, 0.5), 0.5),
                _ => solver.Third(current, t, down, epsilon, solver.Inner(current, t, down, epsilon, 1.0 / 3)),
            };
            return up == 0 ? moved : moved + context.Noise(moved) * (float)(up * context.NoiseScale);
        });
    }

    /// <summary>The order of each step: as many of order 3 as fit, and the rest.</summary>
    internal static int[] Orders(int estimates) => (estimates % 3) switch
    {
        0 => [.. Enumerable.Repeat(3, estimates / 3 - 1), 2, 1],
        var rest => [.. Enumerable.Repeat(3, estimates / 3), rest],
    };
}
