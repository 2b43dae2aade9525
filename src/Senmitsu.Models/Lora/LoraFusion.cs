using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora;

/// <summary>A LoRA added into a model's weights. Disposing it restores the weights bit for bit, unless it was added for good.</summary>
public sealed class LoraFusion : IDisposable
{
    private readonly List<AdaptableLayer> _changed = [];

    internal LoraFusion(IReadOnlyList<LoraModule> modules, double textEncoderMultiplier, double unetMultiplier, bool isForGood = false, LoraBlockWeights? blocks = null)
    {
        using var _ = no_grad();
        foreach (var module in modules)
        {
            module.Layer.Multiplier = (module.IsTextEncoder ? textEncoderMultiplier : unetMultiplier) * (blocks?.Of(module.Layer.Name) ?? 1);
            if (module.Layer.Multiplier == 0) continue;
            using var scope = NewDisposeScope();
            var delta = module.Layer.Delta();
            var biasDelta = module.Layer.BiasDelta();
            HasEffect = HasEffect || IsNotZero(delta) || (biasDelta is not null && IsNotZero(biasDelta));
            module.Target.Fuse(delta.view([.. module.Target.Shape]), biasDelta, isForGood);
            if (!isForGood) _changed.Add(module.Target);
        }
    }

    /// <summary>Whether it changes any number.</summary>
    public bool HasEffect { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in _changed) layer.Restore();
    }

    private static bool IsNotZero(Tensor delta)
    {
        using var scope = NewDisposeScope();
        return delta.count_nonzero().item<long>() > 0;
    }
}
