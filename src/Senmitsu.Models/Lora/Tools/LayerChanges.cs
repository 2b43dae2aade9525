using Senmitsu.Models.Layers;
using Senmitsu.Models.Lora.Files;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>The adapters that LoRA files hold for the layers of a checkpoint, of every family, read one layer at a time.</summary>
/// <param name="shares">The files and their strengths.</param>
internal sealed class LayerChanges(IReadOnlyList<LoraShare> shares)
{
    private readonly List<(LoraShare Share, LoraFileModules Content)> _files = [.. shares.Select(share => (share, LoraFileModules.Require(share.File)))];

    /// <summary>What the files hold, in their order.</summary>
    public IEnumerable<LoraFileModules> Files => _files.Select(file => file.Content);

    /// <summary>Whether any file changes a layer.</summary>
    public bool Change(CheckpointLayer layer) => _files.Exists(file => file.Content.Modules.ContainsKey(layer.Name) && file.Share.Of(layer.Name, layer.IsTextEncoder) != 0);

    /// <summary>Adapters of a layer with their multipliers set, in the order of the files. Caller owns them.</summary>
    /// <exception cref="ModelMismatchException">An adapter does not fit the layer, or is incomplete.</exception>
    /// <exception cref="NonFiniteWeightsException">A tensor holds NaN or infinity.</exception>
    public IEnumerable<LayerAdapter> For(CheckpointLayer layer, AdaptableLayer target)
    {
        foreach (var (share, content) in _files)
        {
            var strength = share.Of(layer.Name, layer.IsTextEncoder);
            if (strength == 0 || !content.Modules.TryGetValue(layer.Name, out var module)) continue;
            var parts = new AdapterParts(share.File, layer.Name, target);
            foreach (var (part, tensor) in module.Parts) parts.Add(part, tensor.Name);
            var adapter = AdapterReader.Read(parts) ?? throw new ModelMismatchException(share.File.Path, parts.Missing, [], parts.WrongShapes, "Use a LoRA that was trained for this model family.");
            adapter.Multiplier = strength;
            yield return adapter;
        }
    }
}
