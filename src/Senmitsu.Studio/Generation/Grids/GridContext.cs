using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Generation.Grids;

/// <summary>What an axis may need beside the value.</summary>
/// <param name="Values">All values of the axis.</param>
/// <param name="Checkpoints">Finds checkpoints and VAEs.</param>
/// <param name="StylesFile">A <c>styles.csv</c>.</param>
public sealed record GridContext(IReadOnlyList<string> Values, CheckpointCatalog Checkpoints, string StylesFile);
