using Senmitsu.Formats.Weights;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>How strongly a LoRA changes a model: ‖ΔW‖ / ‖W‖ of each layer it covers, at multiplier 1.</summary>
/// <param name="Layers">Layer name and relative change.</param>
/// <param name="Unmatched">Modules and keys that the model has no layer for.</param>
public sealed record LoraEffect(IReadOnlyList<(string Name, bool IsTextEncoder, double RelativeChange)> Layers, IReadOnlyList<string> Unmatched)
{
    /// <summary>Measures.</summary>
    /// <param name="lora">The open LoRA file. Borrowed.</param>
    /// <param name="checkpoint">In the original (LDM) names. Borrowed.</param>
    /// <param name="token">Tested for every layer.</param>
    /// <exception cref="ModelMismatchException">An adapter does not fit its layer.</exception>
    /// <exception cref="NonFiniteWeightsException">A tensor holds NaN or infinity.</exception>
    public static LoraEffect Measure(WeightFile lora, WeightFile checkpoint, CancellationToken token)
    {
        using var _ = no_grad();
        var changes = new LayerChanges([new LoraShare(lora, 1, 1)]);
        var layers = CheckpointLayers.Of(checkpoint);
        var measured = new List<(string, bool, double)>();
        foreach (var layer in layers.Values.Where(changes.Change))
        {
            token.ThrowIfCancellationRequested();
            measured.Add((layer.Name, layer.IsTextEncoder, layer.Use(checkpoint, (target, weight, _) =>
            {
                double change = 0;
                foreach (var adapter in changes.For(layer, target))
                {
                    using (adapter) change += adapter.Norm();
                }

                return change / Math.Max(weight.norm().item<float>(), float.Epsilon);
            })));
        }

        var content = changes.Files.Single();
        return new LoraEffect(measured, [.. content.Modules.Keys.Where(name => !layers.ContainsKey(name)), .. content.Unknown]);
    }
}
