namespace Senmitsu.Generation;

/// <summary>Sampling gave NaN or infinity, so there is no picture.</summary>
public sealed class NonFiniteLatentException()
    : Exception("Sampling gave NaN or infinite values, so there is no picture. Try --precision fp32, a lower --cfg-scale, or a smaller LoRA weight; if it stays, the checkpoint is damaged.");
