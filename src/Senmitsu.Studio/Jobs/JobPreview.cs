namespace Senmitsu.Studio.Jobs;

/// <summary>What the picture in the making looks like now.</summary>
/// <param name="Number">Grows with every preview of the job, from 1.</param>
/// <param name="Jpeg">A JPEG file.</param>
/// <param name="Width">Pixels across; may be an eighth of the picture's.</param>
/// <param name="Height">Pixels down.</param>
public sealed record JobPreview(int Number, ReadOnlyMemory<byte> Jpeg, int Width, int Height);
