using Senmitsu.Training.Optimizers.EightBit;

namespace Senmitsu.Tests.Training.Optimizers;

internal sealed partial class ReferenceOptimizer
{
    /// <summary>Pagliardini et al. 2024, 2409.03137, Algorithm 1, with bitsandbytes' order: the weights decay after the step.</summary>
    private void AdEmaMix(IReadOnlyList<ReferenceTensor> tensors, AdEmaMixSettings s)
    {
        var alpha = s.MixWarmup is { } mixEnd ? Math.Min(_t / mixEnd, 1) * s.Mix : s.Mix;
        // The half-life ln ½ / ln β goes linearly from that of β₁ to that of β₃.
        var beta3 = s.Beta3Warmup is { } end && _t < end ? Math.Exp(1 / ((1 - _t / end) / Math.Log(s.Beta1) + _t / end / Math.Log(s.Beta3))) : s.Beta3;
        foreach (var p in tensors)
        {
            double[] fast = p.Memory("fast"), slow = p.Memory("slow"), squares = p.Memory("squares");
            for (var i = 0; i < fast.Length; i++)
            {
                var g = p.Gradient[i];
                fast[i] = s.Beta1 * fast[i] + (1 - s.Beta1) * g;
                slow[i] = beta3 * slow[i] + (1 - beta3) * g;
                squares[i] = s.Beta2 * squares[i] + (1 - s.Beta2) * g * g;
                var direction = fast[i] / (1 - Math.Pow(s.Beta1, _t)) + alpha * slow[i];
                p.Values[i] -= p.Rate * direction / (Math.Sqrt(squares[i] / (1 - Math.Pow(s.Beta2, _t))) + s.Epsilon);
                p.Values[i] *= 1 - p.Rate * s.WeightDecay;
            }
        }
    }
}
