namespace Senmitsu.Formats.WeightKeys;

/// <summary>The names that kohya's sd-scripts gives to adapted modules (<c>kohya-ss/sd-scripts</c> <c>networks/lora.py</c>).</summary>
public static class KohyaLoraKeys
{
    /// <summary>What the names of the UNet's modules begin with.</summary>
    public const string UnetPrefix = "lora_unet_";

    /// <summary>What the names of the UNet's modules begin with in files of <c>networks.oft</c>.</summary>
    public const string UnetOftPrefix = "oft_unet_";

    /// <summary>What the names of the text encoder's modules begin with.</summary>
    public const string TextEncoderPrefix = "lora_te_";

    /// <summary><c>down_blocks.0.attentions.0.proj_in</c> → <c>lora_unet_down_blocks_0_attentions_0_proj_in</c>.</summary>
    public static string ForUnet(string modulePath) => UnetPrefix + Underscored(modulePath);

    /// <summary><c>down_blocks.0.attentions.0.proj_in</c> → <c>oft_unet_down_blocks_0_attentions_0_proj_in</c>.</summary>
    public static string ForUnetOft(string modulePath) => UnetOftPrefix + Underscored(modulePath);

    /// <summary><c>text_model.encoder.layers.0.mlp.fc1</c> → <c>lora_te_text_model_encoder_layers_0_mlp_fc1</c>.</summary>
    public static string ForTextEncoder(string modulePath) => TextEncoderPrefix + Underscored(modulePath);

    internal static string Underscored(string modulePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(modulePath);
        return modulePath.Replace('.', '_');
    }
}
