namespace Senmitsu.Formats.WeightKeys;

/// <summary>
/// The LoRA keys of diffusers and PEFT in their several generations, for example
/// <c>base_model.model.unet.mid_block.attentions.0.proj_in.lora_A.default.weight</c>,
/// <c>text_encoder.text_model.encoder.layers.0.mlp.fc1.lora_linear_layer.up.weight</c>,
/// <c>unet.up_blocks.1.attentions.0.transformer_blocks.0.attn1.processor.to_out_lora.down.weight</c>.
/// </summary>
internal static class DottedLoraKeys
{
    private const string PeftPrefix = "base_model.model.";

    /// <summary>Beginning of a key, the beginning of the module's path it stands for, and the network it names.</summary>
    private static readonly (string Prefix, string Path, string LoraPrefix)[] Networks =
    [
        ("unet.", "", KohyaLoraKeys.UnetPrefix),
        ("text_encoder.", "", KohyaLoraKeys.TextEncoderPrefix),
        ("down_blocks.", "down_blocks.", KohyaLoraKeys.UnetPrefix),
        ("mid_block.", "mid_block.", KohyaLoraKeys.UnetPrefix),
        ("up_blocks.", "up_blocks.", KohyaLoraKeys.UnetPrefix),
        ("text_model.", "text_model.", KohyaLoraKeys.TextEncoderPrefix),
    ];

    /// <summary>End of a key, the end of the module's path it stands for, and the part it names. Longer ends come first.</summary>
    private static readonly (string Suffix, string Path, KohyaLoraPart Part)[] Parts =
    [
        .. Pair(".processor.to_q_lora.down.weight", ".processor.to_q_lora.up.weight", ".to_q"),
        .. Pair(".processor.to_k_lora.down.weight", ".processor.to_k_lora.up.weight", ".to_k"),
        .. Pair(".processor.to_v_lora.down.weight", ".processor.to_v_lora.up.weight", ".to_v"),
        .. Pair(".processor.to_out_lora.down.weight", ".processor.to_out_lora.up.weight", ".to_out.0"),
        .. Pair(".lora_linear_layer.down.weight", ".lora_linear_layer.up.weight", ""),
        .. Pair(".lora.down.weight", ".lora.up.weight", ""),
        .. Pair(".lora_A.default.weight", ".lora_B.default.weight", ""),
        .. Pair(".lora_A.weight", ".lora_B.weight", ""),
        (".lora_magnitude_vector", "", KohyaLoraPart.DoraScale),
        (".dora_scale", "", KohyaLoraPart.DoraScale),
        (".alpha", "", KohyaLoraPart.Alpha),
    ];

    public static bool TryParse(string key, out KohyaLoraKey loraKey)
    {
        loraKey = default;
        var rest = key.StartsWith(PeftPrefix, StringComparison.Ordinal) ? key[PeftPrefix.Length..] : key;
        var network = Array.Find(Networks, row => rest.StartsWith(row.Prefix, StringComparison.Ordinal));
        var part = Array.Find(Parts, row => rest.EndsWith(row.Suffix, StringComparison.Ordinal));
        if (network.Prefix is null || part.Suffix is null || rest.Length <= network.Prefix.Length + part.Suffix.Length) return false;

        var path = network.Path + rest[network.Prefix.Length..^part.Suffix.Length] + part.Path;
        loraKey = new KohyaLoraKey(network.LoraPrefix + KohyaLoraKeys.Underscored(path), part.Part);
        return true;
    }

    private static (string Suffix, string Path, KohyaLoraPart Part)[] Pair(string down, string up, string path) =>
        [(down, path, KohyaLoraPart.Down), (up, path, KohyaLoraPart.Up)];
}
