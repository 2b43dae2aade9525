namespace Senmitsu.Numerics.Images;

/// <summary>One text of a label.</summary>
/// <param name="Text">The text; breaks are kept.</param>
/// <param name="IsStruck">Whether it is grey and struck through, as A1111 writes what is left out.</param>
public sealed record LabelLine(string Text, bool IsStruck = false);
