namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>How <see cref="Loopback"/> goes from the first denoising strength to the last.</summary>
public enum DenoisingCurve
{
    /// <summary>Most of the way in the first loops: a sine.</summary>
    Aggressive,

    /// <summary>In equal steps.</summary>
    Linear,

    /// <summary>Most of the way in the last loops: one minus a cosine.</summary>
    Lazy,
}
