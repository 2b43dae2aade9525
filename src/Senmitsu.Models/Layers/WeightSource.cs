using static TorchSharp.torch;

namespace Senmitsu.Models.Layers;

/// <summary>Where a network under construction gets its weights. Keys are module keys (see the WeightKeys tables of Formats).</summary>
public abstract class WeightSource
{
    /// <summary>Whether convolutions are to compute with channels innermost in memory, which is faster except for gradients of their weights.</summary>
    public virtual bool IsChannelsLast => true;

    /// <summary>Whether the weight exists.</summary>
    public abstract bool Has(string key);

    /// <summary>The weight, in the network's dtype, on its device; the network that reads it owns it.</summary>
    /// <param name="key">Module key, such as <c>down_blocks.0.resnets.0.conv1.weight</c>.</param>
    /// <param name="shape">The shape the network needs.</param>
    public abstract Tensor Read(string key, params long[] shape);
}
