using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Formats.WeightKeys;

namespace Senmitsu.Models.Unet;

/// <summary>Shape of a Stable Diffusion UNet.</summary>
public sealed record UnetConfig
{
    /// <summary>Width of a head since Stable Diffusion 2.0 (Stability-AI/stablediffusion configs/stable-diffusion/v2-inference.yaml, num_head_channels).</summary>
    private const int LaterHeadWidth = 64;

    /// <summary>Stable Diffusion 1.x (https://huggingface.co/runwayml/stable-diffusion-v1-5, unet/config.json).</summary>
    public static UnetConfig StableDiffusion15 { get; } = new();

    /// <summary>Latent channels in.</summary>
    public int InputChannels { get; init; } = 4;

    /// <summary>Whether it was made for inpainting: it also takes a mask and the latent of the masked picture (Rombach et al. 2022, 9 channels).</summary>
    public bool IsInpainting => InputChannels == (2 * OutputChannels) + 1;

    /// <summary>Latent channels out.</summary>
    public int OutputChannels { get; init; } = 4;

    /// <summary>Channels of each level, finest first.</summary>
    public IReadOnlyList<int> Channels { get; init; } = [320, 640, 1280, 1280];

    /// <summary>Residual blocks of a level on the way down; one more on the way up.</summary>
    public int ResnetsPerLevel { get; init; } = 2;

    /// <summary>Which levels attend to the text.</summary>
    public IReadOnlyList<bool> AttentionLevels { get; init; } = [true, true, true, false];

    /// <summary>Transformer blocks in an attention.</summary>
    public int TransformerDepth { get; init; } = 1;

    /// <summary>D, width of the text embedding.</summary>
    public int ContextWidth { get; init; } = 768;

    /// <summary>Attention heads: 8 in every SD 1.x model. Ignored where <see cref="HeadWidth"/> says otherwise.</summary>
    public int Heads { get; init; } = 8;

    /// <summary>Width of one attention head, 64 in SD 2.x; <see langword="null"/> where the number of heads is the same on all levels.</summary>
    public int? HeadWidth { get; init; }

    /// <summary>Whether the transformers' projections are stored as linear layers, as in SD 2.x, or as 1×1 convolutions.</summary>
    public bool HasLinearProjections { get; init; }

    /// <summary>Attention heads over a number of channels.</summary>
    public int HeadsOf(int channels) => HeadWidth is { } width ? Math.Max(channels / width, 1) : Heads;

    /// <summary>Width of the time embedding.</summary>
    public int TimeWidth { get; init; } = 1280;

    /// <summary>Reads the dimensions off a checkpoint's tensor shapes (LDM layout).</summary>
    /// <exception cref="ModelMismatchException">The file has no SD 1.x UNet.</exception>
    public static UnetConfig FromCheckpoint(WeightFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        const string Missing = "This is no Stable Diffusion 1.x checkpoint in the original (LDM) layout; a LoRA or VAE file belongs elsewhere.";
        IReadOnlyList<long>? Find(string key) => file.Tensors.TryGetValue(LdmUnetKeys.CheckpointPrefix + key, out var info) ? info.Shape : null;
        IReadOnlyList<long> Require(string key, int dimensions) =>
            Find(key) is { } shape && shape.Count == dimensions ? shape : throw new ModelMismatchException(file.Path, [LdmUnetKeys.CheckpointPrefix + key], [], [], Missing);

        var input = Require("input_blocks.0.0.weight", 4);
        var channels = new List<int>();
        var attends = new List<bool>();
        int resnets = 0, levelStart = 1, contextWidth = 0, depth = 1;
        var hasLinearProjections = false;
        for (var n = 1; ; n++)
        {
            var resnet = Find($"input_blocks.{n}.0.in_layers.2.weight");
            var isDown = Find($"input_blocks.{n}.0.op.weight") is not null;
            if (resnet is null && !isDown) break;
            if (isDown)
            {
                resnets = n - levelStart;
                levelStart = n + 1;
                continue;
            }

            if (n == levelStart)
            {
                channels.Add((int)resnet![0]);
                attends.Add(Find($"input_blocks.{n}.1.norm.weight") is not null);
            }

            if (Find($"input_blocks.{n}.1.transformer_blocks.0.attn2.to_k.weight") is { Count: 2 } context)
            {
                contextWidth = (int)context[1];
                hasLinearProjections = Find($"input_blocks.{n}.1.proj_in.weight") is { Count: 2 };
                depth = 1;
                while (Find($"input_blocks.{n}.1.transformer_blocks.{depth}.norm1.weight") is not null) depth++;
            }
        }

        if (channels.Count < 2 || resnets < 1 || contextWidth == 0) throw new ModelMismatchException(file.Path, [LdmUnetKeys.CheckpointPrefix + "input_blocks.1…"], [], [], Missing);
        return new UnetConfig
        {
            InputChannels = (int)input[1],
            OutputChannels = (int)Require("out.2.weight", 4)[0],
            Channels = channels,
            ResnetsPerLevel = resnets,
            AttentionLevels = attends,
            TransformerDepth = depth,
            ContextWidth = contextWidth,
            HasLinearProjections = hasLinearProjections,
            HeadWidth = hasLinearProjections ? LaterHeadWidth : null,
            TimeWidth = (int)Require("time_embed.0.weight", 2)[0],
        };
    }
}
