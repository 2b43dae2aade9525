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

    /// <summary>All spacings in menu order.</summary>
    public static IReadOnlyList<ISigmaSpacing> All { get; } = [Automatic, Uniform, Karras];

    /// <summary>The spacing of that name or label, letter case ignored; null if there is none.</summary>
    public static ISigmaSpacing? Find(string nameOrLabel) => All.FirstOrDefault(spacing =>
        string.Equals(spacing.Name, nameOrLabel, StringComparison.OrdinalIgnoreCase) ||
        string.Equals(spacing.Label, nameOrLabel, StringComparison.OrdinalIgnoreCase));
}
