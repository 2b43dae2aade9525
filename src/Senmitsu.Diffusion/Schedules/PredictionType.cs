namespace Senmitsu.Diffusion.Schedules;

/// <summary>What the network of a checkpoint predicts.</summary>
public enum PredictionType
{
    /// <summary>The noise ε (Ho et al. 2020). Stable Diffusion 1.x.</summary>
    Epsilon,

    /// <summary>The velocity v = √ᾱ·ε − √(1−ᾱ)·x₀ (Salimans &amp; Ho 2022, §4).</summary>
    Velocity,
}
