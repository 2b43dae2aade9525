using Senmitsu.Models.Layers;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;

namespace Senmitsu.Models.Clip;

/// <summary>Shape of a CLIP text encoder.</summary>
public sealed record ClipTextConfig
{
    /// <summary>Width of one attention head in every published CLIP.</summary>
    private const int PublishedHeadWidth = 64;

    /// <summary>CLIP ViT-L/14, the text encoder of Stable Diffusion 1.x (https://huggingface.co/openai/clip-vit-large-patch14).</summary>
    public static ClipTextConfig VitL14 { get; } = new();

    /// <summary>Vocabulary size.</summary>
    public int Vocabulary { get; init; } = 49408;

    /// <summary>Text window in tokens.</summary>
    public int Positions { get; init; } = 77;

    /// <summary>D, width of a token's state.</summary>
    public int Width { get; init; } = 768;

    /// <summary>Width inside the feed-forward part.</summary>
    public int Intermediate { get; init; } = 3072;

    /// <summary>Number of transformer layers.</summary>
    public int Layers { get; init; } = 12;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 12;

    /// <summary>Whether the feed-forward part uses quick GELU (OpenAI) or GELU (OpenCLIP, Stable Diffusion 2.x).</summary>
    public bool UsesQuickGelu { get; init; } = true;

    /// <summary>The token that fills windows behind the end token: <c>!</c> in Stable Diffusion 2.x; <see langword="null"/> for the end token again.</summary>
    public int? Padding => IsOpenClip ? 0 : null;

    /// <summary>Whether it is OpenCLIP's, that of Stable Diffusion 2.x, whose last layer is left out always: AUTOMATIC1111 ignores the clip skip there.</summary>
    public bool IsOpenClip => !UsesQuickGelu;

    /// <summary>Reads the dimensions off a checkpoint's tensor shapes.</summary>
    /// <remarks>
    /// The number of heads is in no shape. Published encoders have heads of width 64; narrower ones (below 128) have two heads.
    /// Another number is read from the metadata key <c>senmitsu.clip_heads</c> when the file has it.
    /// </remarks>
    /// <exception cref="ModelMismatchException">The file has no CLIP text encoder.</exception>
    public static ClipTextConfig FromCheckpoint(WeightFile file, WeightKeyMap keys)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(keys);
        var shapes = new CheckpointShapes(file, keys);
        var tokens = shapes.Require("text_model.embeddings.token_embedding.weight", 2);
        var positions = shapes.Require("text_model.embeddings.position_embedding.weight", 2);
        var intermediate = shapes.Require("text_model.encoder.layers.0.mlp.fc1.weight", 2);
        var width = (int)tokens[1];
        var stated = file.Metadata.TryGetValue(ModelFacts.ClipHeads, out var text) && int.TryParse(text, out var heads) && heads > 0 ? heads : 0;
        return new ClipTextConfig
        {
            Vocabulary = (int)tokens[0],
            Positions = (int)positions[0],
            Width = width,
            Intermediate = (int)intermediate[0],
            Layers = shapes.Count(i => $"text_model.encoder.layers.{i}.layer_norm1.weight"),
            Heads = stated > 0 ? stated : width >= 2 * PublishedHeadWidth ? width / PublishedHeadWidth : 2,
            UsesQuickGelu = !file.Metadata.TryGetValue(ModelFacts.ClipActivation, out var activation) || activation != "gelu",
        };
    }
}
