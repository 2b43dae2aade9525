using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;

namespace Senmitsu.Models.Lora.Files;

/// <summary>The modules of a LoRA file in kohya's names, whichever spelling the file uses.</summary>
/// <param name="Modules">By name.</param>
/// <param name="Unknown">Keys that are part of no adapter.</param>
public sealed record LoraFileModules(IReadOnlyDictionary<string, LoraFileModule> Modules, IReadOnlyList<string> Unknown)
{
    /// <summary>Sorts the tensors of a file. Nothing but names and shapes is read.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    public static LoraFileModules Of(WeightFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var parts = new SortedDictionary<string, Dictionary<KohyaLoraPart, TensorInfo>>(StringComparer.Ordinal);
        var unknown = new List<string>();
        foreach (var (key, tensor) in file.Tensors)
        {
            if (!KohyaLoraKey.TryParse(key, out var parsed))
            {
                unknown.Add(key);
                continue;
            }

            var name = StandardLoraNames.Of(parsed.Module);
            if (!parts.TryGetValue(name, out var module)) parts[name] = module = [];
            module[parsed.Part] = tensor;
        }

        return new LoraFileModules(parts.ToDictionary(pair => pair.Key, pair => new LoraFileModule(pair.Key, pair.Value), StringComparer.Ordinal), unknown);
    }

    /// <summary>The modules of a file that must be a LoRA.</summary>
    /// <exception cref="ModelMismatchException">It holds no adapter at all.</exception>
    public static LoraFileModules Require(WeightFile file)
    {
        var modules = Of(file);
        return modules.Modules.Count > 0 ? modules : throw new ModelMismatchException(file.Path, [], modules.Unknown, [], "This is no LoRA file: none of its tensors has a LoRA's name.");
    }
}
