namespace Senmitsu.Studio.Datasets;

/// <summary>Two pictures that look the same.</summary>
/// <param name="First">One.</param>
/// <param name="Second">The other.</param>
/// <param name="Distance">Bits of 64 in which their perceptual hashes differ.</param>
public sealed record NearDuplicate(string First, string Second, int Distance);
