namespace Senmitsu.Models.Lora;

/// <summary>What a new LoRA covers and how wide it is.</summary>
public sealed record LoraSettings
{
    /// <summary>Width of every pair (kohya <c>network_dim</c>). Default 4, sensible 4…128.</summary>
    public int Rank { get; init; } = 4;

    /// <summary>Scale numerator (kohya <c>network_alpha</c>); alpha = rank means scale 1. Default 1.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Whether the UNet's attention layers are covered.</summary>
    public bool CoversUnet { get; init; } = true;

    /// <summary>Whether the text encoder is covered.</summary>
    public bool CoversTextEncoder { get; init; } = true;
}
