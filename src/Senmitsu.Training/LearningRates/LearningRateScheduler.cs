namespace Senmitsu.Training.LearningRates;

/// <summary>Shape of the learning rate over a run (sd-scripts <c>lr_scheduler</c>).</summary>
public enum LearningRateScheduler
{
    /// <summary>Always the full rate.</summary>
    Constant,

    /// <summary>The full rate after warm-up.</summary>
    ConstantWithWarmup,

    /// <summary>Falls in a line to 0.</summary>
    Linear,

    /// <summary>Falls in half a cosine wave to 0.</summary>
    Cosine,

    /// <summary>Several half cosine waves, each starting at the full rate.</summary>
    CosineWithRestarts,

    /// <summary>Falls to 1e-7 with a power of the remaining part.</summary>
    Polynomial,

    /// <summary>Falls with the square root of the steps.</summary>
    InverseSqrt,

    /// <summary>Cosine to a share of the full rate.</summary>
    CosineWithMinLr,

    /// <summary>Full rate, then a cosine decay at the end.</summary>
    WarmupStableDecay,

    /// <summary>A factor for each of several stretches.</summary>
    PiecewiseConstant,

    /// <summary>Left to the Adafactor optimizer.</summary>
    Adafactor,
}
