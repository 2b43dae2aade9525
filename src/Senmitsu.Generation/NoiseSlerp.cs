using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>
/// A1111's mix of two noises (modules/rng.py <c>slerp</c>). It goes along a great circle of each column instead of the whole noise,
/// and its near-parallel case has the weights exchanged; both are kept, because shared pictures depend on them.
/// </summary>
internal static class NoiseSlerp
{
    private const double NearlyParallel = 0.9995;

    /// <summary>Mixes.</summary>
    /// <param name="weight">0 = the first, 1 = the second.</param>
    /// <param name="first">[4, h, w] · float32. Borrowed.</param>
    /// <param name="second">[4, h, w] · float32. Borrowed.</param>
    /// <returns>[4, h, w] · float32. Caller owns it.</returns>
    public static Tensor Mix(double weight, Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var dot = (first / first.norm(1, keepdim: true, p: 2f) * (second / second.norm(1, keepdim: true, p: 2f))).sum(1); // [4, w]
        if (dot.mean().item<float>() > NearlyParallel) return (first * weight + second * (1 - weight)).MoveToOuterDisposeScope();
        var omega = dot.acos();
        var sine = omega.sin();
        var result = (omega * (1 - weight)).sin().div(sine).unsqueeze(1) * first + (omega * weight).sin().div(sine).unsqueeze(1) * second;
        return result.MoveToOuterDisposeScope();
    }
}
