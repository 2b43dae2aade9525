namespace Senmitsu.Training.Optimizers;

/// <summary>One tensor inside a group's buffer.</summary>
/// <param name="Start">Its first element.</param>
/// <param name="Shape">Its sizes.</param>
public sealed record ParameterSlice(long Start, IReadOnlyList<long> Shape)
{
    /// <summary>Number of elements.</summary>
    public long Length { get; } = Shape.Aggregate(1L, (product, side) => product * side);
}
