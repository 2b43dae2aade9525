using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>Weights of a network that is to be trained whole: each one a leaf that collects a gradient. The network owns them.</summary>
/// <param name="seed">Seed of the first values.</param>
/// <param name="dataType">dtype the network computes in.</param>
/// <param name="start">Weights of a trained network, for those layers that it has; <see langword="null"/> = none. Borrowed while the network is built.</param>
public sealed class FreshWeights(long seed, ScalarType dataType, WeightSource? start = null) : WeightSource
{
    /// <summary>Last layers of residual branches begin at 0, so that a deep network begins as a shallow one (Zhang et al. 2019, 1901.09321).</summary>
    private static readonly string[] ClosedBranches = [".conv2.weight", ".proj_out.weight"];

    /// <summary>The denoising network begins by predicting nothing.</summary>
    private const string UnetOutput = "conv_out.weight";

    private const double EmbeddingDeviation = 0.02;

    private readonly Dictionary<string, Tensor> _leaves = new(StringComparer.Ordinal);

    /// <summary>Module key → leaf, in the order the network asked.</summary>
    public IReadOnlyDictionary<string, Tensor> Leaves => _leaves;

    /// <summary>Gradients of convolution weights come twice as fast with channels outermost.</summary>
    public override bool IsChannelsLast => false;

    /// <inheritdoc/>
    public override bool Has(string key) => true;

    /// <inheritdoc/>
    public override Tensor Read(string key, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(shape);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var leaf = empty(shape, dataType);
        leaf.copy_(start?.Has(key) == true ? start.Read(key, shape) : First(key, shape));
        leaf.requires_grad_(true);
        _leaves.Add(key, leaf);
        return leaf.DetachFromDisposeScope();
    }

    private Tensor First(string key, long[] shape)
    {
        if (shape.Length == 1) return key.EndsWith(".bias", StringComparison.Ordinal) ? zeros(shape) : ones(shape);
        if (key == UnetOutput || ClosedBranches.Any(ending => key.EndsWith(ending, StringComparison.Ordinal))) return zeros(shape);
        var inputs = shape.Skip(1).Aggregate(1L, (product, side) => product * side);
        var deviation = key.Contains("embedding.weight", StringComparison.Ordinal) ? EmbeddingDeviation : Math.Sqrt(1.0 / inputs);
        using var generator = new Generator(unchecked((ulong)((seed * 100_003) + _leaves.Count)), CPU);
        return randn(shape, generator: generator).mul_(deviation);
    }
}
