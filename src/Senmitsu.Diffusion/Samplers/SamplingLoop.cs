using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>The frame of every sampler: cancellation before each step, one tensor scope per step, and the one latent that is carried on.</summary>
internal static class SamplingLoop
{
    /// <summary>Runs steps while there are any.</summary>
    /// <param name="x">[B, 4, h, w] · float32. Borrowed.</param>
    /// <param name="context">The run; its token is tested before every step.</param>
    /// <param name="hasStep">Whether the step of that number exists.</param>
    /// <param name="step">Gets the number and the latent, which it borrows; returns the next latent, or the same one for "no change".</param>
    /// <returns>[B, 4, h, w] · float32. Caller owns it.</returns>
    public static Tensor Run(Tensor x, SamplingContext context, Func<int, bool> hasStep, Func<int, Tensor, Tensor> step)
    {
        using var run = NewDisposeScope();
        var current = x.alias();
        for (var number = 0; hasStep(number); number++)
        {
            context.Token.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var next = step(number, current);
            if (ReferenceEquals(next, current)) continue;
            current.Dispose();
            current = next.MoveToOuterDisposeScope();
        }

        return current.MoveToOuterDisposeScope();
    }
}
