using Senmitsu.Diffusion.Schedules.Spacings;

namespace Senmitsu.Diffusion.Schedules;

/// <summary>Every spacing under its AUTOMATIC1111 name and label, in menu order.</summary>
public static class SpacingCatalog
{
    /// <summary>The sampler's own default.</summary>
    public static ISigmaSpacing Automatic { get; } = new AutomaticSpacing();

    /// <summary>Equal distances in timestep.</summary>
    public static ISigmaSpacing Uniform { get; } = new UniformSpacing();

    /// <summary>Karras et al. 2022, ρ = 7.</summary>
    public static ISigmaSpacing Karras { get; } = new KarrasSpacing();

    /// <summary>Equal distances in ln σ.</summary>
    public static ISigmaSpacing Exponential { get; } = new ExponentialSpacing();

    /// <summary>All spacings in menu order.</summary>
    public static IReadOnlyList<ISigmaSpacing> All { get; } =
    [
        Automatic, Uniform, Karras, Exponential, new PolyexponentialSpacing(), new SgmUniformSpacing(), new KlOptimalSpacing(),
        new AlignYourStepsSpacing(), new SimpleSpacing(), new NormalSpacing(), new DdimSpacing(), new BetaSpacing(),
    ];

    /// <summary>The spacing of that name or label, letter case ignored; null if there is none.</summary>
    public static ISigmaSpacing? Find(string nameOrLabel) =>
        string.Equals(nameOrLabel, "SGMUniform", StringComparison.OrdinalIgnoreCase) // A1111's alias from before 1.9
            ? Find("sgm_uniform")
            : All.FirstOrDefault(spacing =>
                string.Equals(spacing.Name, nameOrLabel, StringComparison.OrdinalIgnoreCase) ||
                string.Equals(spacing.Label, nameOrLabel, StringComparison.OrdinalIgnoreCase));
}
