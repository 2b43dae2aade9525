namespace Senmitsu.Numerics;

/// <summary>Whose random numbers a seed stands for; AUTOMATIC1111's <c>randn_source</c>.</summary>
public enum RandomSource
{
    /// <summary>PyTorch's generator on the processor, a Mersenne Twister.</summary>
    Cpu,

    /// <summary>PyTorch's generator on NVIDIA cards (Philox), computed on the processor. Equals A1111's "NV" and, for pictures of usual size, its "GPU".</summary>
    Nv,
}
