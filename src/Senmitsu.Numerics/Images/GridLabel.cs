namespace Senmitsu.Numerics.Images;

/// <summary>What stands above a column or beside a row of a grid.</summary>
/// <param name="Lines">Texts below each other.</param>
public sealed record GridLabel(IReadOnlyList<LabelLine> Lines)
{
    /// <summary>Whether there is nothing to draw.</summary>
    public bool IsEmpty => Lines.All(line => line.Text.Length == 0);

    /// <summary>A label of one text.</summary>
    public static implicit operator GridLabel(string text) => new([new LabelLine(text)]);
}
