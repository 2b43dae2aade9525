using Senmitsu.Models.Lora.Targets;
using Senmitsu.Models.Lora;
using Senmitsu.Models.Lora.Families;

namespace Senmitsu.Training.Settings;

/// <summary>What only LyCORIS networks (<c>lycoris.kohya</c>) have.</summary>
public sealed record LycorisSettings
{
    /// <summary>Family of the adapters (<c>algo</c>). Default: a low-rank pair.</summary>
    public AdapterFamily Algorithm { get; init; } = AdapterFamily.Lora;

    /// <summary>Which layers are covered (<c>preset</c>). Default: all of both networks.</summary>
    public TargetPreset Preset { get; init; } = TargetPreset.Full;

    /// <summary>How LoKr cuts layers into factors. Ignored by other families.</summary>
    public LokrOptions Lokr { get; init; } = new();

    /// <summary>Ranks that DyLoRA trains together (<c>block_size</c>); they divide the ranks. Ignored by other families.</summary>
    public int BlockSize { get; init; } = 4;

    /// <summary>Longest rotation of OFT and BOFT for each output (<c>constraint</c>); 0 = any. Ignored by other families.</summary>
    public double Constraint { get; init; }

    /// <summary>Whether OFT and BOFT learn lengths of outputs as well (<c>rescaled</c>). Ignored by other families.</summary>
    public bool IsRescaled { get; init; }

    /// <summary>Whether IA³ scales inputs (<c>train_on_input</c>). Ignored by other families and by preset <c>ia3</c>, which knows for each layer.</summary>
    public bool ScalesInputs { get; init; }

    /// <summary>Begin at a learned scalar of 0 instead of a factor of zeros (<c>use_scalar</c>). Ignored by DyLoRA, IA³, OFT, BOFT and full training.</summary>
    public bool UsesScalar { get; init; }

    /// <summary>Train the UNet's normalizations as well (<c>train_norm</c>).</summary>
    public bool TrainsNorms { get; init; }

    /// <summary>Scale the rows that rank dropout leaves (<c>rank_dropout_scale</c>).</summary>
    public bool ScalesRankDropout { get; init; }

    /// <summary>A Tucker core over k×k convolutions (<c>use_tucker</c>): fewer parameters.</summary>
    public bool UsesTucker { get; init; }

    /// <summary>Scale alpha / √rank instead of alpha / rank (<c>rs_lora</c>).</summary>
    public bool IsRankStabilized { get; init; }

    /// <summary>Learn magnitudes apart from directions (<c>dora_wd</c>).</summary>
    public bool IsDora { get; init; }

    /// <summary>Whether DoRA's magnitudes belong to outputs, else to inputs (<c>wd_on_output</c>). Ignored without <see cref="IsDora"/>.</summary>
    public bool IsDoraByOutput { get; init; } = true;
}
