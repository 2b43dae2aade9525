using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;

namespace Senmitsu.Models.Lora.Targets;

/// <summary>
/// Which layers a new network covers and how wide (kohya-ss/sd-scripts networks/lora.py, create_modules; KohakuBlueleaf/LyCORIS lycoris/config.py).
/// </summary>
internal static class LoraTargets
{
    private static readonly string[] Transformers = [".attentions."];
    private static readonly string[] Attention = [".attn1.", ".attn2."];
    private static readonly string[] ConvolutionBlocks = [".resnets.", ".downsamplers.", ".upsamplers."];
    private static readonly string[] Ends = ["conv_in", "conv_out"];
    private static readonly string[] Time = ["time_embedding."];
    private static readonly string[] Ia3 = [".to_k", ".to_v", FeedForward];
    private const string FeedForward = ".ff.net.2", TextFeedForward = ".mlp.fc2";

    /// <summary>The covered layers, text encoder first, in the order they were built.</summary>
    /// <param name="model">Borrowed.</param>
    /// <param name="settings">Width and coverage.</param>
    public static IEnumerable<LoraTarget> Of(StableDiffusionModel model, LoraSettings settings)
    {
        if (settings.CoversTextEncoder)
        {
            foreach (var layer in model.TextEncoder.Adaptable.Where(layer => InTextEncoder(settings.Targets, layer.Path)))
                yield return new(KohyaLoraKeys.ForTextEncoder(layer.Path), layer, true, settings.Rank, settings.Alpha);
        }

        if (!settings.CoversUnet) yield break;
        var parts = InUnet(settings);
        foreach (var layer in model.Unet.Adaptable.Where(layer => Array.Exists(parts, part => layer.Path.Contains(part, StringComparison.Ordinal))))
        {
            if (Width(settings, layer) is ( > 0 and var rank, var alpha)) yield return new(settings.Oft.CountsBlocks ? KohyaLoraKeys.ForUnetOft(layer.Path) : KohyaLoraKeys.ForUnet(layer.Path), layer, false, rank, alpha);
        }

        if (!settings.TrainsNorms) yield break;
        foreach (var norm in model.Unet.Norms.Where(norm => Array.Exists(parts, part => norm.Path.Contains(part, StringComparison.Ordinal))))
            yield return new(KohyaLoraKeys.ForUnet(norm.Path), norm, false, settings.Rank, settings.Alpha);
    }

    /// <summary>Whether the preset of IA³ scales the inputs of a layer.</summary>
    public static bool ScalesInputs(string path) => path.EndsWith(FeedForward, StringComparison.Ordinal) || path.EndsWith(TextFeedForward, StringComparison.Ordinal);

    /// <summary>Text encoder: linear layers of attention, and of feed-forward unless attention alone is wanted.</summary>
    private static bool InTextEncoder(TargetPreset preset, string path) => preset switch
    {
        TargetPreset.UnetOnly or TargetPreset.UnetTransformerOnly or TargetPreset.UnetConvolutionBlocksOnly or TargetPreset.UnetAttentionAndConvolutions => false,
        TargetPreset.AttentionOnly => path.Contains(".self_attn.", StringComparison.Ordinal),
        TargetPreset.Ia3 => path.EndsWith(".k_proj", StringComparison.Ordinal) || path.EndsWith(".v_proj", StringComparison.Ordinal) || path.EndsWith(TextFeedForward, StringComparison.Ordinal),
        _ => true,
    };

    /// <summary>UNet: what the path of a covered layer contains.</summary>
    private static string[] InUnet(LoraSettings settings) => settings.Targets switch
    {
        TargetPreset.Kohya => settings.ConvolutionRank is not null || settings.Blocks?.ConvolutionRanks is not null ? [.. Transformers, .. ConvolutionBlocks] : Transformers,
        TargetPreset.Full or TargetPreset.UnetOnly => [.. Transformers, .. ConvolutionBlocks, .. Ends, .. Time],
        TargetPreset.FullLinear => [.. Transformers, ".resnets.", .. Time],
        TargetPreset.AttentionOnly => Attention,
        TargetPreset.UnetConvolutionBlocksOnly => [.. ConvolutionBlocks, .. Ends],
        TargetPreset.UnetAttentionAndConvolutions => [.. Attention, .. ConvolutionBlocks],
        TargetPreset.Ia3 => Ia3,
        _ => Transformers,
    };

    private static (int Rank, double Alpha) Width(LoraSettings settings, AdaptableLayer layer)
    {
        var isConvolution = layer.Shape is [_, _, var height, var width] && height * width > 1;
        if (settings.Blocks is { } blocks)
        {
            var index = UnetBlock.IndexOf(layer.Path);
            return !isConvolution ? (blocks.Ranks[index], blocks.Alphas[index]) : blocks.ConvolutionRanks is { } ranks ? (ranks[index], blocks.ConvolutionAlphas[index]) : default;
        }

        var coversConvolutions = settings.Targets is TargetPreset.Kohya or TargetPreset.Full or TargetPreset.UnetOnly or TargetPreset.UnetConvolutionBlocksOnly or TargetPreset.UnetAttentionAndConvolutions;
        return !isConvolution ? (settings.Rank, settings.Alpha) : coversConvolutions ? (settings.ConvolutionRank ?? 0, settings.ConvolutionAlpha) : default;
    }
}
