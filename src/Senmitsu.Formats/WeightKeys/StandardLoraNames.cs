namespace Senmitsu.Formats.WeightKeys;

/// <summary>
/// One spelling for the module names of LoRA files, kohya's, so that files of several tools can be put together without a model:
/// <c>lora_te1_text_model…</c> → <c>lora_te_text_model…</c>, <c>oft_unet_…</c> and <c>lora_unet_input_blocks_1_1_…</c> → <c>lora_unet_down_blocks_0_attentions_0_…</c>.
/// </summary>
public static class StandardLoraNames
{
    private const string FirstTextEncoderPrefix = "lora_te1_", OftPrefix = "oft_unet_";

    /// <summary>Block numbers of Stable Diffusion 1.x and 2.x: four levels, two residual blocks each, attention on the finer three.</summary>
    private static readonly CompVisLoraNames CompVis = new(LdmUnetKeys.Create(4, 2, [true, true, true, false]));

    /// <summary>kohya's name of a module.</summary>
    /// <param name="module">A name with underscores, as <see cref="KohyaLoraKey.TryParse"/> gives it.</param>
    public static string Of(string module)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (module.StartsWith(FirstTextEncoderPrefix, StringComparison.Ordinal)) return KohyaLoraKeys.TextEncoderPrefix + module[FirstTextEncoderPrefix.Length..];
        if (module.StartsWith(OftPrefix, StringComparison.Ordinal)) module = KohyaLoraKeys.UnetPrefix + module[OftPrefix.Length..];
        return CompVis.TryToDiffusers(module, out var usual) ? usual : module;
    }
}
