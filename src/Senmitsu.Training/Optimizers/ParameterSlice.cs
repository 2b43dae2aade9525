using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>One tensor inside a group's buffer.</summary>
/// <param name="Start">Its first element.</param>
/// <param name="Shape">Its sizes.</param>
public sealed record ParameterSlice(long Start, IReadOnlyList<long> Shape)
{
    /// <summary>Number of elements.</summary>
    public long Length { get; } = Shape.Aggregate(1L, (product, side) => product * side);

    /// <summary>The tensor itself, as a view of its group's buffer.</summary>
    /// <param name="buffer">Values or gradients of the group. Borrowed.</param>
    internal Tensor Of(Tensor buffer) => buffer.narrow(0, Start, Length).view([.. Shape]);
}
