using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;

namespace Senmitsu.Models.Lora.Files;

/// <summary>
/// The adapters of a file, whichever accepted spelling it uses: kohya's module names, the original UNet's numbering, kohya's OFT prefix, SDXL's name of the
/// first text encoder, the dotted names of diffusers and PEFT.
/// </summary>
internal sealed class AdapterFile
{
    private const string FirstTextEncoderPrefix = "lora_te1_";

    private readonly Dictionary<string, AdapterParts> _modules = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unmatched = new(StringComparer.Ordinal);

    /// <summary>Sorts a file's tensors by the layers of a model.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    /// <param name="targets">Layers by kohya module name.</param>
    public AdapterFile(WeightFile file, AdapterTargets targets)
    {
        foreach (var key in file.Tensors.Keys)
        {
            if (!KohyaLoraKey.TryParse(key, out var parsed) || Find(targets, parsed.Module) is not { } target)
            {
                _unmatched.Add(Module(key));
                continue;
            }

            var (name, layer) = target;
            if (!_modules.TryGetValue(name, out var parts)) _modules[name] = parts = new AdapterParts(file, name, layer);
            parts.Add(parsed.Part, key);
        }
    }

    /// <summary>The layers that the file has something for, by name.</summary>
    public IEnumerable<AdapterParts> Modules => _modules.Values.OrderBy(parts => parts.Name, StringComparer.Ordinal);

    /// <summary>Module names of the file that the model has no layer for, or whose tensors are unknown.</summary>
    public IReadOnlyList<string> Unmatched => [.. _unmatched];

    /// <summary>What the file has for a layer, or <see langword="null"/>.</summary>
    public AdapterParts? Find(string name) => _modules.GetValueOrDefault(Usual(name));

    private static (string Name, AdaptableLayer Layer)? Find(AdapterTargets targets, string module)
    {
        module = Usual(module);
        if (targets.Find(module) is { } layer) return (module, layer);
        return targets.CompVis.TryToDiffusers(module, out var usual) && targets.Find(usual) is { } found ? (usual, found) : null;
    }

    /// <summary>The module's name in a LoRA of sd-scripts.</summary>
    private static string Usual(string module)
    {
        if (module.StartsWith(FirstTextEncoderPrefix, StringComparison.Ordinal)) return KohyaLoraKeys.TextEncoderPrefix + module[FirstTextEncoderPrefix.Length..];
        return module.StartsWith(KohyaLoraKeys.UnetOftPrefix, StringComparison.Ordinal) ? KohyaLoraKeys.UnetPrefix + module[KohyaLoraKeys.UnetOftPrefix.Length..] : module;
    }

    private static string Module(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 || !key.StartsWith("lora_", StringComparison.Ordinal) ? key : key[..dot];
    }
}
