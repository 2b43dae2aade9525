namespace Senmitsu.Formats.WeightKeys;

/// <summary>The tensors a LoRA file (or a relative of it) can hold for one module.</summary>
public enum KohyaLoraPart
{
    /// <summary>LoRA <c>lora_down.weight</c>: [rank, in].</summary>
    Down,

    /// <summary>LoRA <c>lora_up.weight</c>: [out, rank].</summary>
    Up,

    /// <summary>LoCon <c>lora_mid.weight</c>: [rank, rank, kh, kw], the core of a Tucker decomposition.</summary>
    Mid,

    /// <summary><c>alpha</c>: a scalar; the scale is alpha / rank.</summary>
    Alpha,

    /// <summary><c>scale</c>: a scalar that stands for alpha / rank.</summary>
    Scale,

    /// <summary>DoRA <c>dora_scale</c>: the magnitudes.</summary>
    DoraScale,

    /// <summary>LoHa <c>hada_w1_a</c>.</summary>
    HadaW1A,

    /// <summary>LoHa <c>hada_w1_b</c>.</summary>
    HadaW1B,

    /// <summary>LoHa <c>hada_w2_a</c>.</summary>
    HadaW2A,

    /// <summary>LoHa <c>hada_w2_b</c>.</summary>
    HadaW2B,

    /// <summary>LoHa <c>hada_t1</c>.</summary>
    HadaT1,

    /// <summary>LoHa <c>hada_t2</c>.</summary>
    HadaT2,

    /// <summary>LoKr <c>lokr_w1</c>.</summary>
    LokrW1,

    /// <summary>LoKr <c>lokr_w1_a</c>.</summary>
    LokrW1A,

    /// <summary>LoKr <c>lokr_w1_b</c>.</summary>
    LokrW1B,

    /// <summary>LoKr <c>lokr_w2</c>.</summary>
    LokrW2,

    /// <summary>LoKr <c>lokr_w2_a</c>.</summary>
    LokrW2A,

    /// <summary>LoKr <c>lokr_w2_b</c>.</summary>
    LokrW2B,

    /// <summary>LoKr <c>lokr_t2</c>.</summary>
    LokrT2,

    /// <summary>Full difference <c>diff</c>.</summary>
    Diff,

    /// <summary>Full difference <c>diff_b</c>, of the bias.</summary>
    DiffBias,

    /// <summary>Norm <c>w_norm</c>.</summary>
    NormWeight,

    /// <summary>Norm <c>b_norm</c>.</summary>
    NormBias,

    /// <summary>IA3 <c>weight</c>.</summary>
    Ia3Weight,

    /// <summary>IA3 <c>on_input</c>.</summary>
    Ia3OnInput,

    /// <summary>GLoRA <c>a1.weight</c>.</summary>
    GloraA1,

    /// <summary>GLoRA <c>a2.weight</c>.</summary>
    GloraA2,

    /// <summary>GLoRA <c>b1.weight</c>.</summary>
    GloraB1,

    /// <summary>GLoRA <c>b2.weight</c>.</summary>
    GloraB2,

    /// <summary>OFT <c>oft_blocks</c>.</summary>
    OftBlocks,

    /// <summary>OFT <c>oft_diag</c>, of older files.</summary>
    OftDiag,

    /// <summary>OFT <c>rescale</c>.</summary>
    OftRescale,
}
