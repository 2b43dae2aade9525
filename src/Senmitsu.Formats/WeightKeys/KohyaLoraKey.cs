namespace Senmitsu.Formats.WeightKeys;

/// <summary>One key of a LoRA file, taken apart.</summary>
/// <param name="Module">The module's name with underscores, such as <c>lora_unet_mid_block_attentions_0_proj_in</c>.</param>
/// <param name="Part">Which of the module's tensors.</param>
public readonly record struct KohyaLoraKey(string Module, KohyaLoraPart Part)
{
    /// <summary>What the names of adapted modules begin with: kohya's LoRA, SDXL's two text encoders, kohya's OFT.</summary>
    private static readonly string[] Prefixes = [KohyaLoraKeys.UnetPrefix, KohyaLoraKeys.TextEncoderPrefix, "lora_te1_", "lora_te2_", "oft_unet_"];

    /// <summary>True for the text encoder's modules, false for the UNet's.</summary>
    public bool IsTextEncoder => Module.StartsWith("lora_te", StringComparison.Ordinal);

    /// <summary>
    /// Splits a key at its first dot, as in <c>lora_unet_mid_block_attentions_0_proj_in.lora_down.weight</c>; also accepts
    /// the dotted names of diffusers and PEFT, as in <c>unet.mid_block.attentions.0.proj_in.lora_A.weight</c>.
    /// </summary>
    public static bool TryParse(string key, out KohyaLoraKey loraKey)
    {
        ArgumentNullException.ThrowIfNull(key);
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && Array.Exists(Prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var known = KohyaLoraParts.TryFind(key[(dot + 1)..], out var part);
            loraKey = known ? new KohyaLoraKey(key[..dot], part) : default;
            return known;
        }

        return DottedLoraKeys.TryParse(key, out loraKey);
    }

    /// <summary>The key as kohya writes it.</summary>
    public override string ToString() => $"{Module}.{KohyaLoraParts.NameOf(Part)}";
}
