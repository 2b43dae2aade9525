using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>Pictures that are trained at one size.</summary>
/// <param name="Size">The size, multiples of the bucket step.</param>
/// <param name="Images">Indices of pictures, each as often as it is repeated in an epoch; at least one.</param>
public sealed record Bucket(ImageSize Size, IReadOnlyList<int> Images);
