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

    /// <summary>A Tucker core over k×k convolutions (<c>use_tucker</c>): fewer parameters.</summary>
    public bool UsesTucker { get; init; }

    /// <summary>Scale alpha / √rank instead of alpha / rank (<c>rs_lora</c>).</summary>
    public bool IsRankStabilized { get; init; }

    /// <summary>Learn magnitudes apart from directions (<c>dora_wd</c>).</summary>
    public bool IsDora { get; init; }

    /// <summary>Whether DoRA's magnitudes belong to outputs, else to inputs (<c>wd_on_output</c>). Ignored without <see cref="IsDora"/>.</summary>
    public bool IsDoraByOutput { get; init; } = true;
}
