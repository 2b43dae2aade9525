using Senmitsu.Models.Lora;

namespace Senmitsu.Generation;

/// <summary>LoRAs fused into a model's weights in prompt order. Owns them; disposing restores the weights bit for bit.</summary>
internal sealed class FusedLoras : IDisposable
{
    private readonly List<(LoraNetwork Network, LoraFusion Fusion)> _loras = [];
    private readonly List<string> _notes = [];

    /// <summary>What the user should know about them.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Fuses one more. Takes ownership.</summary>
    public void Add(AppliedLora lora, LoraNetwork network)
    {
        _loras.Add((network, network.Fuse(lora.Tag.TextEncoderMultiplier, lora.Tag.UnetMultiplier, lora.Tag.UsedRank, lora.Tag.BlockWeights is { } text && LoraBlockWeights.TryParse(text, out var blocks) ? blocks : null)));
        var isAsked = lora.Tag.TextEncoderMultiplier != 0 || lora.Tag.UnetMultiplier != 0;
        if (isAsked && !_loras[^1].Fusion.HasEffect) _notes.Add($"{lora.Tag.Name} changes nothing: what it adds is zero everywhere");
        if (network.Misfits.Count > 0) _notes.Add($"{lora.Tag.Name}: {network.Misfits.Count} of its modules have another shape than this model's layers and are left out: {network.Misfits[0]}");
        if (network.Unmatched.Count > 0) _notes.Add($"{lora.Tag.Name}: {network.Unmatched.Count} of its modules have no place in this model");
    }

    /// <summary>Notes that a LoRA could not be used at all.</summary>
    public void NoteUseless(AppliedLora lora, int modules) => _notes.Add($"{lora.Tag.Name} changes nothing: none of its {modules} modules has a place in this model");

    /// <summary>Notes that a LoRA cannot be read.</summary>
    public void NoteBroken(AppliedLora lora, string reason) => _notes.Add($"{lora.Tag.Name} is left out: {reason}");

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var i = _loras.Count - 1; i >= 0; i--)
        {
            _loras[i].Fusion.Dispose();
            _loras[i].Network.Dispose();
        }
    }
}
