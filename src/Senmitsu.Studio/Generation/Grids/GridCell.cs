using Senmitsu.Generation.Settings;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>One place of a grid and how its picture is made.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="ModelPath">The checkpoint.</param>
/// <param name="VaePath">A VAE that replaces its own; <see langword="null"/> or Automatic for the one that goes with the checkpoint, None for its own.</param>
public sealed record GridCell(GenerationSettings Settings, string ModelPath, string? VaePath)
{
    /// <summary>0-based place on the axes x, y and z.</summary>
    public IReadOnlyList<int> Place { get; init; } = [0, 0, 0];
}
