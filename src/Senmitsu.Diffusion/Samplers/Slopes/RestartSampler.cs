using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Schedules.Spacings;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers.Slopes;

/// <summary>
/// Heun steps that go back to a high σ once or twice near the end (Xu et al. 2023, "Restart Sampling"; A1111's sd_samplers_extra.py).
/// From 20 steps on it chooses its own Karras levels between the ends of the given ones; below, it is Heun.
/// </summary>
public sealed class RestartSampler : ISampler
{
    private const double RestartFrom = 0.1; // σ after which it goes back …
    private const double RestartTo = 2;     // … to about this one

    /// <inheritdoc/>
    public Tensor Sample(IDenoiser denoiser, Tensor x, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(denoiser);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var steps = Steps(context.Sigmas);
        var none = new TensorHistory(0);
        return SamplingLoop.Run(x, context, index => index < steps.Count, (index, current) =>
        {
            var (from, to) = steps[index];
            var last = index == 0 ? from : steps[index - 1].To;
            if (last < from) current = current + context.Noise(current) * (float)(context.NoiseScale * Math.Sqrt((double)from * from - (double)last * last));
            var denoised = denoiser.Denoise(current, from);
            context.OnStep?.Invoke(index, from, current, denoised);
            return HeunSampler.Step(new SigmaStep(index, from, to, current, denoised, none, denoiser, context));
        });
    }

    /// <summary>Every step of a run, from σ to σ.</summary>
    internal static List<(float From, float To)> Steps(IReadOnlyList<float> sigmas)
    {
        var count = sigmas.Count - 1;
        if (count < 20) return [.. Pairs([.. sigmas])];
        var (restartSteps, times) = count < 36 ? (9, 1) : (count / 4, 2);
        var levels = KarrasSpacing.Between(sigmas[0], sigmas[^2], count - restartSteps * times);
        var back = Nearest(levels, RestartFrom);
        var top = Nearest(levels, RestartTo);
        List<(float, float)> steps = [.. Pairs(levels[..(back + 1)])];
        if (top < back)
        {
            (float, float)[] again = [.. Pairs(KarrasSpacing.Between(levels[top], levels[back], restartSteps + 1)[..^1])];
            for (var i = 0; i < times; i++) steps.AddRange(again);
        }

        return [.. steps, .. Pairs(levels[back..])];
    }

    private static IEnumerable<(float From, float To)> Pairs(float[] levels) => levels.Zip(levels.Skip(1));

    private static int Nearest(float[] levels, double sigma) => Enumerable.Range(0, levels.Length).MinBy(i => Math.Abs(levels[i] - sigma));
}
