using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training.Losses;

/// <summary>The distance of each predicted value from its target (sd-scripts library/train_util.py, conditional_loss).</summary>
public static class ElementLoss
{
    /// <summary>
    /// l2: (x−y)²; l1: |x−y|; Huber: 2c(√((x−y)²+c²)−c); smooth l1: the same without the factor c. The last two are pseudo-Huber losses
    /// (Charbonnier et al. 1997), smooth at 0.
    /// </summary>
    /// <param name="predicted">[B, 4, h, w] · float32. Borrowed.</param>
    /// <param name="target">[B, 4, h, w] · float32. Borrowed.</param>
    /// <param name="type">The measure.</param>
    /// <param name="threshold">[B] · float32 · c &gt; 0. Borrowed. Only the Huber losses need it.</param>
    /// <returns>[B, 4, h, w] · float32. Caller owns it.</returns>
    public static Tensor Of(Tensor predicted, Tensor target, LossType type, Tensor? threshold)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        using var scope = NewDisposeScope();
        var error = predicted - target;
        var loss = type switch
        {
            LossType.L2 => error.square(),
            LossType.L1 => error.abs(),
            LossType.Huber => PseudoHuber(error, Spread(threshold)).mul(Spread(threshold)),
            LossType.SmoothL1 => PseudoHuber(error, Spread(threshold)),
            _ => throw new InvalidOperationException($"loss type {type} is unknown"),
        };
        return loss.MoveToOuterDisposeScope();
    }

    private static Tensor PseudoHuber(Tensor error, Tensor c) => ((error.square() + c.square()).sqrt() - c) * 2;

    private static Tensor Spread(Tensor? threshold) =>
        threshold?.view(-1, 1, 1, 1) ?? throw new ArgumentException("a Huber loss needs a threshold", nameof(threshold)); // [B, 1, 1, 1]
}
