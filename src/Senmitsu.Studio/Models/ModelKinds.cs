using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Files;
using Senmitsu.Models.Upscalers;

namespace Senmitsu.Studio.Models;

/// <summary>Tells what a file is by the names of its tensors, whatever it is called.</summary>
public static class ModelKinds
{
    /// <summary>Names of an embedding's vectors: the first trainers', AUTOMATIC1111's, Stable Diffusion XL's.</summary>
    private static readonly string[] EmbeddingKeys = ["string_to_param.*", "string_to_param.265", "emb_params", "clip_l"];

    /// <summary>The kind, or <see langword="null"/> for something else.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    public static ModelKind? Of(WeightFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var names = file.Tensors.Keys;
        if (names.Any(name => name.StartsWith(LdmUnetKeys.CheckpointPrefix, StringComparison.Ordinal))) return ModelKind.Checkpoint;
        if (LoraFileModules.Of(file).Modules.Count > 0) return ModelKind.Lora;
        if (UpscalerLoader.IsUpscaler(file)) return ModelKind.Upscaler;
        if (names.Any(name => name.EndsWith("decoder.conv_in.weight", StringComparison.Ordinal))) return ModelKind.Vae;
        return EmbeddingKeys.Any(file.Tensors.ContainsKey) ? ModelKind.Embedding : null;
    }

    /// <summary>The kind of a file on disk.</summary>
    /// <exception cref="UserErrorException">It is something else.</exception>
    public static ModelKind Require(string path)
    {
        using var file = WeightFiles.Open(path);
        return Of(file) ?? throw new UserErrorException($"{path} is no model that is known here: no checkpoint, VAE, LoRA or embedding of Stable Diffusion 1.x or 2.x, and no upscaler. Its first tensor is '{file.Tensors.Keys.FirstOrDefault() ?? "none"}'.");
    }
}
