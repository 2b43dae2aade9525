using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Datasets;

/// <summary>What happens to one picture's size.</summary>
/// <param name="Bucket">Size it is trained at.</param>
/// <param name="Resized">Size it is scaled to; the bucket is cut out of the middle of it.</param>
/// <param name="AspectError">Aspect ratio of the bucket minus that of the picture.</param>
/// <param name="CropWindow">Where the scaled picture would lie in the bucket if it were fitted instead of cut, as sd-scripts records it.</param>
public readonly record struct BucketChoice(ImageSize Bucket, ImageSize Resized, double AspectError, CropWindow CropWindow);
