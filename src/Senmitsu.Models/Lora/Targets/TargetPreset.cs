namespace Senmitsu.Models.Lora.Targets;

/// <summary>Which layers a new network covers: sd-scripts' rule, and LyCORIS' presets (KohakuBlueleaf/LyCORIS lycoris/config.py).</summary>
public enum TargetPreset
{
    /// <summary>sd-scripts: spatial transformers and the text encoder; with a convolution rank also residual blocks and resizing convolutions.</summary>
    Kohya,

    /// <summary>LyCORIS <c>full</c>: every linear layer and convolution except normalizations and embeddings.</summary>
    Full,

    /// <summary>LyCORIS <c>full-lin</c>: transformers, residual blocks and time embedding without k×k convolutions, text encoder.</summary>
    FullLinear,

    /// <summary>LyCORIS <c>attn-mlp</c>: transformers, text encoder.</summary>
    AttentionAndMlp,

    /// <summary>LyCORIS <c>attn-only</c>: attention alone, in both networks.</summary>
    AttentionOnly,

    /// <summary>LyCORIS <c>unet-only</c>: as <see cref="Full"/> without the text encoder.</summary>
    UnetOnly,

    /// <summary>LyCORIS <c>unet-transformer-only</c>: transformers of the UNet.</summary>
    UnetTransformerOnly,

    /// <summary>LyCORIS <c>unet-convblock-only</c>: residual blocks, resizing, first and last convolution of the UNet.</summary>
    UnetConvolutionBlocksOnly,

    /// <summary>sd-scripts' <c>networks.oft</c> with <c>enable_conv</c> alone: attention, residual blocks and resizing convolutions of the UNet.</summary>
    UnetAttentionAndConvolutions,

    /// <summary>LyCORIS <c>ia3</c>: keys, values and the second feed-forward layer in both networks.</summary>
    Ia3,
}
