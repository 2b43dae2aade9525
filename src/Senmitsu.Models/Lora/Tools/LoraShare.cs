using Senmitsu.Formats.Weights;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>A LoRA that takes part in a merge, and how strongly. Ratios are linear: 0.5 adds half of the LoRA's effect.</summary>
/// <param name="File">The open file. Borrowed.</param>
/// <param name="TextEncoder">Strength in the text encoder, any sign.</param>
/// <param name="Unet">Strength in the UNet, any sign.</param>
/// <param name="Blocks">Strengths by block besides, or <see langword="null"/>.</param>
public sealed record LoraShare(WeightFile File, double TextEncoder, double Unet, LoraBlockWeights? Blocks = null)
{
    /// <summary>Strength of a module.</summary>
    /// <param name="module">kohya module name.</param>
    /// <param name="isTextEncoder">Text encoder, else UNet.</param>
    public double Of(string module, bool isTextEncoder) => (isTextEncoder ? TextEncoder : Unet) * (Blocks?.Of(module) ?? 1);
}
