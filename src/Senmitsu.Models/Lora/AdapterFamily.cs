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
}
