using System.Diagnostics.CodeAnalysis;

namespace Senmitsu.Formats.WeightKeys;

/// <summary>
/// Translates module names that follow the original UNet's numbering, <c>lora_unet_input_blocks_1_1_proj_in</c>, into
/// the usual ones, <c>lora_unet_down_blocks_0_attentions_0_proj_in</c>, and back.
/// </summary>
public sealed class CompVisLoraNames
{
    private readonly Dictionary<string, string> _toDiffusers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _toCompVis = new(StringComparer.Ordinal);

    /// <summary>Derives the names from a UNet's key map.</summary>
    /// <param name="unet">From <see cref="LdmUnetKeys.Create"/> with its usual prefix.</param>
    public CompVisLoraNames(WeightKeyMap unet)
    {
        ArgumentNullException.ThrowIfNull(unet);
        foreach (var (checkpoint, module) in unet.Pairs)
        {
            if (!checkpoint.StartsWith(LdmUnetKeys.CheckpointPrefix, StringComparison.Ordinal))
                throw new ArgumentException($"'{checkpoint}' is no UNet key of a full checkpoint: it does not begin with '{LdmUnetKeys.CheckpointPrefix}'", nameof(unet));
            var compVis = KohyaLoraKeys.ForUnet(checkpoint[LdmUnetKeys.CheckpointPrefix.Length..]);
            var diffusers = KohyaLoraKeys.ForUnet(module);
            _toDiffusers.Add(compVis, diffusers);
            _toCompVis.Add(diffusers, compVis);
        }
    }

    /// <summary>The usual name of a module; false when the name is not in the original numbering.</summary>
    public bool TryToDiffusers(string moduleName, [NotNullWhen(true)] out string? diffusersName) => KeyStems.TryExchange(_toDiffusers, moduleName, '_', out diffusersName);

    /// <summary>The name in the original numbering; false when the name is not a usual one.</summary>
    public bool TryToCompVis(string moduleName, [NotNullWhen(true)] out string? compVisName) => KeyStems.TryExchange(_toCompVis, moduleName, '_', out compVisName);
}
