using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>LoRAs of every family into a checkpoint: W + Σ ratioᵢ·ΔWᵢ in float32, layer by layer, rounded once. No more than one layer is in memory.</summary>
public static class CheckpointMerge
{
    /// <summary>Merges and writes. The file appears whole or not at all.</summary>
    /// <param name="checkpoint">In the original (LDM) names. Borrowed.</param>
    /// <param name="shares">At least one.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="dataType">Type of all floating tensors; <see langword="null"/> keeps each as it is.</param>
    /// <param name="metadata">Of the file written.</param>
    /// <param name="progress">Told the share done, 0…1.</param>
    /// <param name="token">Tested for every tensor.</param>
    /// <exception cref="ModelMismatchException">A LoRA does not fit the checkpoint at all or in a layer.</exception>
    /// <exception cref="NonFiniteWeightsException">A tensor holds NaN or infinity, or the result does not fit its type.</exception>
    public static CheckpointMergeReport Run(WeightFile checkpoint, IReadOnlyList<LoraShare> shares, string output, ScalarType? dataType, IReadOnlyDictionary<string, string> metadata, Action<double> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentNullException.ThrowIfNull(progress);
        using var _ = no_grad();
        var layers = CheckpointLayers.Of(checkpoint);
        var changes = new LayerChanges(shares);
        foreach (var (share, content) in shares.Zip(changes.Files))
        {
            if (!content.Modules.Keys.Any(layers.ContainsKey)) throw new ModelMismatchException(share.File.Path, [], [.. content.Modules.Keys], [], "None of its modules is in the checkpoint: use a LoRA of the same model family.");
        }

        var changed = layers.Values.Where(changes.Change).ToList();
        var byTensor = changed.SelectMany(layer => layer.Bias is null ? [(layer.Weight.Name, layer)] : new[] { (layer.Weight.Name, layer), (layer.Bias.Name, layer) }).ToDictionary(StringComparer.Ordinal);
        var outlines = checkpoint.Tensors.Values.Select(tensor => new TensorOutline(tensor.Name, OutputType(tensor.DataType), tensor.Shape)).ToList();
        var done = 0;
        SafetensorsWriter.Write(output, outlines, metadata, outline =>
        {
            token.ThrowIfCancellationRequested();
            progress(++done / (double)outlines.Count);
            return byTensor.TryGetValue(outline.Name, out var layer) ? Changed(checkpoint, layer, changes, outline) : Unchanged(checkpoint, outline);
        });
        var unmatched = changes.Files.SelectMany(file => file.Modules.Keys.Where(name => !layers.ContainsKey(name)).Concat(file.Unknown)).Distinct(StringComparer.Ordinal).ToList();
        return new CheckpointMergeReport(changed.Count, unmatched);

        TensorDataType OutputType(TensorDataType type) => dataType is { } wanted && IsFloating(type) ? TensorFiles.FileType(wanted) : type;
    }

    private static bool IsFloating(TensorDataType type) => type is TensorDataType.Float16 or TensorDataType.BFloat16 or TensorDataType.Float32 or TensorDataType.Float64;

    private static ReadOnlyMemory<byte> Unchanged(WeightFile checkpoint, TensorOutline outline)
    {
        var tensor = checkpoint.Tensors[outline.Name];
        if (tensor.DataType == outline.DataType) return checkpoint.Bytes(tensor).ToArray();
        using var scope = NewDisposeScope();
        return Finite(TensorFiles.Read(checkpoint, outline.Name), outline);
    }

    private static ReadOnlyMemory<byte> Changed(WeightFile checkpoint, CheckpointLayer layer, LayerChanges changes, TensorOutline outline) => layer.Use(checkpoint, (target, weight, bias) =>
    {
        foreach (var adapter in changes.For(layer, target))
        {
            using (adapter)
            {
                using var delta = adapter.Delta();
                using var shaped = delta.view([.. target.Shape]);
                using var biasDelta = adapter.BiasDelta();
                target.Fuse(shaped, biasDelta, isForGood: true);
            }
        }

        return Finite(outline.Name == layer.Weight.Name ? weight : bias!, outline);
    });

    private static ReadOnlyMemory<byte> Finite(Tensor value, TensorOutline outline)
    {
        using var scope = NewDisposeScope();
        var type = TensorFiles.TorchType(outline.DataType);
        var converted = value.to(type);
        return converted.isfinite().all().item<bool>() ? TensorFiles.ToTensorData(outline.Name, converted, type).Bytes : throw new NonFiniteWeightsException($"the result in {type}", outline.Name);
    }
}
