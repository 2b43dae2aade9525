using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>The pictures of one training step.</summary>
/// <param name="Size">The one size of all of them.</param>
/// <param name="Images">Indices of pictures, at least one.</param>
public sealed record BatchPlan(ImageSize Size, IReadOnlyList<int> Images);
