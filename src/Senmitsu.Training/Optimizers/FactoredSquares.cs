using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>A running mean of squares that matrices keep as one row and one column (Shazeer and Stern 2018, 1804.04235, Algorithm 4). The state owns the tensors.</summary>
internal sealed class FactoredSquares
{
    private readonly Tensor? _row, _column, _whole;

    /// <summary>Starts at zero.</summary>
    /// <param name="name">Name of the tensor it belongs to.</param>
    /// <param name="kind">What the squares are of; empty where an optimizer keeps one kind.</param>
    /// <param name="shape">The tensor's shape; from two dimensions on the last two are factored.</param>
    /// <param name="device">Where it lies.</param>
    /// <param name="state">Owns the tensors.</param>
    public FactoredSquares(string name, string kind, long[] shape, Device device, OptimizerState state)
    {
        using var scope = NewDisposeScope();
        if (shape.Length < 2)
        {
            _whole = state.Keep($"{name}.{kind}square", zeros(shape, device: device));
            return;
        }

        _row = state.Keep($"{name}.{kind}row", zeros(shape[..^1], device: device));
        _column = state.Keep($"{name}.{kind}column", zeros([.. shape[..^2], shape[^1]], device: device));
    }

    /// <summary>Whether row and column stand for the whole.</summary>
    public bool IsFactored => _row is not null;

    /// <summary>Takes squares into the mean.</summary>
    /// <param name="square">Borrowed.</param>
    /// <param name="decay">Share of the old mean, 0…1.</param>
    public void Add(Tensor square, double decay)
    {
        using var scope = NewDisposeScope();
        _whole?.mul_(decay).add_(square, 1 - decay);
        _row?.mul_(decay).add_(square.mean([-1]), 1 - decay); // […, n]
        _column?.mul_(decay).add_(square.mean([-2]), 1 - decay); // […, m]
    }

    /// <summary>One over the root of the mean, which for matrices is row·columnᵀ / mean of the row.</summary>
    /// <returns>Shape of the tensor. The caller's scope owns it.</returns>
    public Tensor InverseRoot()
    {
        if (_whole is not null) return _whole.rsqrt();
        var rowFactor = (_row! / _row!.mean([-1], keepdim: true)).rsqrt_().unsqueeze(-1); // […, n, 1]
        return rowFactor * _column!.unsqueeze(-2).rsqrt(); // […, n, m]
    }
}
