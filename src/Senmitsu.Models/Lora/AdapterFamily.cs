namespace Senmitsu.Models.Lora;

/// <summary>Families of adapters that can be trained.</summary>
public enum AdapterFamily
{
    /// <summary>A low-rank pair; over k×k convolutions LyCORIS calls it LoCon.</summary>
    Lora,

    /// <summary>LoRA-FA: the pair's down stays as it is drawn.</summary>
    FrozenDownLora,

    /// <summary>LoHa: the Hadamard product of two pairs.</summary>
    Loha,

    /// <summary>LoKr: a Kronecker product.</summary>
    Lokr,

    /// <summary>DyLoRA: a low-rank pair whose first ranks are trained to do without the rest.</summary>
    Dylora,

    /// <summary>GLoRA: a low-rank pair, and another between the layer's weight and its inputs.</summary>
    Glora,

    /// <summary>IA³: a factor for each output or input.</summary>
    Ia3,

    /// <summary>The whole weight and bias.</summary>
    Full,

    /// <summary>OFT: rotations of blocks of outputs; LyCORIS calls it Diag-OFT.</summary>
    Oft,

    /// <summary>BOFT: rotations in butterflies, which mix all outputs.</summary>
    Boft,
}
