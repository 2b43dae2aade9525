using System.Globalization;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Generation;

/// <summary>Settings → the text AUTOMATIC1111 writes into pictures, so that its "PNG Info" and ours read them.</summary>
internal static class GenerationInfotext
{
    /// <summary>Describes one picture.</summary>
    public static Infotext Create(GenerationSettings settings, SamplerChoice choice, ModelIdentity model, IReadOnlyList<AppliedLora> loras, IReadOnlyList<(string Name, string Hash)> inversions, IReadOnlyList<string> notes, long seed, bool isImageToImage, bool isMasked = false, bool isInpaintingModel = false)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        Add("Steps", Number(settings.Steps));
        Add("Sampler", choice.Sampler.Name);
        Add("Schedule type", choice.Spacing.Label);
        Add("CFG scale", Number(settings.CfgScale));
        Add("Seed", Number(seed));
        Add("Size", $"{Number(settings.Width)}x{Number(settings.Height)}");
        if (model.Hash is not null) Add("Model hash", model.Hash);
        Add("Model", model.Name);
        if (model.VaeHash is not null) Add("VAE hash", model.VaeHash);
        if (model.VaeName is not null) Add("VAE", model.VaeName);
        parameters.AddRange(SamplingInfotext.DescribeVariation(settings.Noise));
        if (isImageToImage) Add("Denoising strength", Number(settings.DenoisingStrength));
        else if (settings.Hires is { } hires) Add("Denoising strength", Number(hires.DenoisingStrength));
        if (isInpaintingModel) parameters.AddRange(InpaintInfotext.DescribeConditioning(settings.Inpaint));
        if (settings.ClipSkip > 1) Add("Clip skip", Number(settings.ClipSkip));
        parameters.AddRange(SamplingInfotext.Describe(settings, choice, isImageToImage));
        if (isImageToImage) parameters.AddRange(InpaintInfotext.Describe(settings, isMasked));
        if (loras.Count > 0) Add("Lora hashes", string.Join(", ", loras.Select(lora => $"{Plain(lora.Tag.Name)}: {lora.Hash}").Distinct()));
        parameters.AddRange(PromptInfotext.Describe(settings, inversions));
        if (notes.Count > 0) Add("Notes", string.Join("; ", notes));
        Add("Version", model.Version);
        return new Infotext(settings.Prompt, settings.NegativePrompt, parameters);

        void Add(string key, string value) => parameters.Add(new KeyValuePair<string, string>(key, value));
    }

    private static string Number(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Plain(string name) => name.Replace(":", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
}
