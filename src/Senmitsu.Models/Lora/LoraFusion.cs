using Senmitsu.Models.Layers;

namespace Senmitsu.Models.Lora;

/// <summary>A LoRA added into a model's weights. Disposing it restores the weights bit for bit.</summary>
public sealed class LoraFusion : IDisposable
{
    private readonly List<AdaptableLayer> _changed = [];

    internal LoraFusion(IReadOnlyList<LoraModule> modules, double textEncoderMultiplier, double unetMultiplier)
    {
        foreach (var module in modules)
        {
            module.Layer.Multiplier = module.IsTextEncoder ? textEncoderMultiplier : unetMultiplier;
            if (module.Layer.Multiplier == 0) continue;
            using var delta = module.Layer.Delta();
            using var shaped = delta.view([.. module.Target.Shape]);
            module.Target.Fuse(shaped);
            _changed.Add(module.Target);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in _changed) layer.Restore();
    }
}
