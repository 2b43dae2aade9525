namespace Senmitsu.Diffusion.Samplers;

/// <summary>Where the noise levels of a run come from.</summary>
public enum SamplerLadder
{
    /// <summary>The chosen spacing.</summary>
    Spacing,

    /// <summary>Every s-th timestep of the table; the spacing does not count. DDIM, PLMS.</summary>
    Timesteps,

    /// <summary>Equal distances in time; the spacing does not count.</summary>
    UniPc,

    /// <summary>The 50 timesteps of LCM, unless a spacing is chosen.</summary>
    Lcm,
}
