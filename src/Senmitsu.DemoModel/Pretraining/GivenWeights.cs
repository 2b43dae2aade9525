using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>Finished weights in memory, for a network that only computes.</summary>
/// <param name="weights">Key → weight, any shape of the right size. Borrowed; the network gets copies.</param>
/// <param name="dataType">dtype of the network.</param>
internal sealed class GivenWeights(IReadOnlyDictionary<string, Tensor> weights, ScalarType dataType) : WeightSource
{
    public override bool IsChannelsLast => false;

    public override bool Has(string key) => weights.ContainsKey(key);

    public override Tensor Read(string key, params long[] shape) => weights[key].to(dataType, copy: true).view(shape).DetachFromDisposeScope();
}
