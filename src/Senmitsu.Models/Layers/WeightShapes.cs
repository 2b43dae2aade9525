using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>Records which weights a network asks for instead of giving any: the list of names and shapes of a configuration.</summary>
public sealed class WeightShapes : WeightSource
{
    private readonly List<(string Key, long[] Shape)> _weights = [];

    /// <summary>Module keys and shapes in the order the network asked.</summary>
    public IReadOnlyList<(string Key, long[] Shape)> Weights => _weights;

    /// <inheritdoc/>
    public override bool Has(string key) => false;

    /// <inheritdoc/>
    public override Tensor Read(string key, params long[] shape)
    {
        _weights.Add((key, shape));
        return empty(0).DetachFromDisposeScope();
    }
}
