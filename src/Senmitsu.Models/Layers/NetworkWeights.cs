using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>Owns the tensors of one network, and knows which of its layers can carry a LoRA.</summary>
/// <param name="source">Where the weights come from.</param>
internal sealed class NetworkWeights(WeightSource source) : IDisposable
{
    private readonly List<Tensor> _owned = [];
    private readonly List<AdaptableLayer> _adaptable = [];
    private readonly List<NormLayer> _norms = [];

    /// <summary>Layers that can carry a LoRA, in the order they were built.</summary>
    public IReadOnlyList<AdaptableLayer> Adaptable => _adaptable;

    /// <summary>Normalizations, in the order they were built.</summary>
    public IReadOnlyList<NormLayer> Norms => _norms;

    /// <summary>Shows stage outputs to an observer.</summary>
    public StageProbe Probe { get; } = new();

    /// <summary>What the network does differently for the pictures at hand.</summary>
    public NetworkOptions Options { get; } = new();

    public bool Has(string key) => source.Has(key);

    /// <summary>Lays a picture out in memory as the network's convolutions like it.</summary>
    /// <param name="x">[B, C, H, W]. Borrowed.</param>
    /// <returns>Same values and shape. Caller owns it.</returns>
    public Tensor Arrange(Tensor x) => source.IsChannelsLast ? MemoryFormat.ChannelsLast(x) : x.contiguous();

    public Tensor Read(string key, params long[] shape)
    {
        var weight = source.Read(key, shape);
        _owned.Add(weight);
        return weight;
    }

    /// <summary>[out, in] linear layer.</summary>
    public LinearLayer Linear(string path, long inputs, long outputs, bool hasBias = true) =>
        Register(new LinearLayer(path, Read($"{path}.weight", outputs, inputs), hasBias ? Read($"{path}.bias", outputs) : null));

    /// <summary>[out, in, 1, 1] convolution that is applied to tokens as a linear layer.</summary>
    public LinearLayer Pointwise(string path, long inputs, long outputs) =>
        Register(new LinearLayer(path, Read($"{path}.weight", outputs, inputs, 1, 1), Read($"{path}.bias", outputs)));

    /// <summary>[out, in, k, k] convolution.</summary>
    public ConvolutionLayer Convolution(string path, long inputs, long outputs, int kernel, int stride = 1, int? padding = null) =>
        Register(new ConvolutionLayer(path, Read($"{path}.weight", outputs, inputs, kernel, kernel), Read($"{path}.bias", outputs), stride, padding ?? kernel / 2, Options));

    public NormWeights Norm(string path, long channels)
    {
        var norm = new NormLayer(path, Read($"{path}.weight", channels), Read($"{path}.bias", channels));
        _norms.Add(norm);
        return new NormWeights(norm);
    }

    public void Dispose()
    {
        foreach (var layer in _adaptable) layer.Dispose();
        foreach (var norm in _norms) norm.Dispose();
        foreach (var tensor in _owned) tensor.Dispose();
    }

    private TLayer Register<TLayer>(TLayer layer) where TLayer : AdaptableLayer
    {
        _adaptable.Add(layer);
        return layer;
    }
}
