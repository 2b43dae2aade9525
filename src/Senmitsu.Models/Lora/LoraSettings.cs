using Senmitsu.Models.Lora.Families;
using Senmitsu.Models.Lora.Targets;

namespace Senmitsu.Models.Lora;

/// <summary>What a new LoRA covers and how wide it is.</summary>
public sealed record LoraSettings
{
    /// <summary>Family of every adapter.</summary>
    public AdapterFamily Family { get; init; } = AdapterFamily.Lora;

    /// <summary>Which layers are covered.</summary>
    public TargetPreset Targets { get; init; } = TargetPreset.Kohya;

    /// <summary>Width of every pair (kohya <c>network_dim</c>). Default 4, sensible 4…128.</summary>
    public int Rank { get; init; } = 4;

    /// <summary>Scale numerator (kohya <c>network_alpha</c>); alpha = rank means scale 1. Default 1.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Width over k×k convolutions (<c>conv_dim</c>); <see langword="null"/> and 0 leave them out.</summary>
    public int? ConvolutionRank { get; init; }

    /// <summary>Scale numerator over k×k convolutions (<c>conv_alpha</c>). Default 1.</summary>
    public double ConvolutionAlpha { get; init; } = 1;

    /// <summary>Widths that differ between the UNet's blocks; <see langword="null"/> = one width.</summary>
    public BlockRanks? Blocks { get; init; }

    /// <summary>Whether the UNet's attention layers are covered.</summary>
    public bool CoversUnet { get; init; } = true;

    /// <summary>Whether the text encoder is covered.</summary>
    public bool CoversTextEncoder { get; init; } = true;

    /// <summary>Whether k×k convolutions get a Tucker core (LyCORIS <c>use_tucker</c>).</summary>
    public bool UsesTucker { get; init; }

    /// <summary>How LoKr cuts layers into factors. Ignored by other families.</summary>
    public LokrOptions Lokr { get; init; } = new();

    /// <summary>Scale alpha / √rank instead of alpha / rank (Kalajdzievski 2023, 2312.03732; LyCORIS <c>rs_lora</c>).</summary>
    public bool IsRankStabilized { get; init; }

    /// <summary>Whether magnitudes are learned apart from directions (LyCORIS <c>dora_wd</c>).</summary>
    public bool IsDora { get; init; }

    /// <summary>Whether DoRA's magnitudes belong to outputs, else to inputs (LyCORIS <c>wd_on_output</c>).</summary>
    public bool IsDoraByOutput { get; init; } = true;

    /// <summary>How DyLoRA is trained. Ignored by other families.</summary>
    public DyloraOptions Dylora { get; init; } = new();

    /// <summary>What OFT and BOFT may do. Ignored by other families.</summary>
    public OftOptions Oft { get; init; } = new();

    /// <summary>Whether IA³ scales inputs, else outputs (LyCORIS <c>train_on_input</c>). Ignored by other families, and by <see cref="TargetPreset.Ia3"/> where it says otherwise.</summary>
    public bool ScalesInputs { get; init; }

    /// <summary>Whether LoCon, LoHa, LoKr and GLoRA begin at a learned scalar of 0 instead of a factor of zeros (LyCORIS <c>use_scalar</c>).</summary>
    public bool UsesScalar { get; init; }

    /// <summary>Whether the normalizations between the covered layers of the UNet are trained as well (LyCORIS <c>train_norm</c>).</summary>
    public bool TrainsNorms { get; init; }

    /// <summary>Masks while training; <see langword="null"/> for none.</summary>
    public AdapterDropout? Dropout { get; init; }
}
