using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Files;

/// <summary>Copies starting weights into a network (kohya-ss/sd-scripts <c>network_weights</c>).</summary>
/// <param name="file">The open file. Borrowed.</param>
/// <param name="content">Its adapters.</param>
internal sealed class WeightsReader(WeightFile file, AdapterFile content)
{
    private readonly List<string> _missing = [];
    private readonly List<string> _wrongShapes = [];

    /// <summary>Copies all tensors whose names and shapes agree.</summary>
    /// <exception cref="ModelMismatchException">A tensor has another shape; nothing was copied.</exception>
    public LoadedWeights CopyInto(IReadOnlyList<LoraModule> modules)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var copies = new List<(AdapterTensor Target, AdapterParts Source)>();
        foreach (var adapter in modules.Select(module => module.Layer))
        {
            var parts = content.Find(adapter.Name);
            if (parts is not null && parts.Has(KohyaLoraPart.Alpha)) used.Add(parts.Key(KohyaLoraPart.Alpha));
            foreach (var tensor in adapter.Tensors)
            {
                if (parts is null || !parts.Has(tensor.Part))
                {
                    _missing.Add(new KohyaLoraKey(adapter.Name, tensor.Part).ToString());
                    continue;
                }

                used.Add(parts.Key(tensor.Part));
                if (parts.Shape(tensor.Part).Where(size => size != 1).SequenceEqual(tensor.Value.shape.Where(size => size != 1))) copies.Add((tensor, parts));
                else _wrongShapes.Add($"'{parts.Key(tensor.Part)}' is {TensorShape.Format(parts.Shape(tensor.Part))}, the network wants {TensorShape.Format(tensor.Value.shape)}");
            }
        }

        if (_wrongShapes.Count > 0) throw new ModelMismatchException(file.Path, [], [], _wrongShapes, "Give the rank the file was trained with, or add --dim_from_weights.");
        foreach (var (target, source) in copies)
        {
            using var scope = NewDisposeScope();
            target.Value.copy_(source.ReadAs(target.Part, target.Value.shape));
        }

        foreach (var adapter in modules.Select(module => module.Layer).Where(adapter => content.Find(adapter.Name) is not null)) adapter.ValuesRead();

        return new LoadedWeights(_missing, [.. file.Tensors.Keys.Where(key => !used.Contains(key)).Order(StringComparer.Ordinal)]);
    }
}
