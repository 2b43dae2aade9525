namespace Senmitsu.Training.Settings;

/// <summary>How the distance between prediction and target is measured (sd-scripts <c>loss_type</c>).</summary>
public enum LossType
{
    /// <summary>Squared difference.</summary>
    L2,

    /// <summary>Absolute difference.</summary>
    L1,

    /// <summary>Pseudo-Huber: squared below the threshold, absolute above, scaled by the threshold.</summary>
    Huber,

    /// <summary>Pseudo-Huber without that scale.</summary>
    SmoothL1,
}
