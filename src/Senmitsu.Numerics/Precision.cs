namespace Senmitsu.Numerics;

/// <summary>The number format networks compute in. LoRA weights, optimizer state, losses and noise are float32 always.</summary>
public enum Precision
{
    /// <summary>bfloat16 where the processor computes in it, else float32.</summary>
    Auto,

    /// <summary>32-bit: the format in which parity with the references is proven.</summary>
    Float32,

    /// <summary>bfloat16: half the memory, about twice the speed on processors that have it.</summary>
    BFloat16,

    /// <summary>float16: for GPUs. No CPU computes in it at a usable speed, so on a CPU it means <see cref="Auto"/>.</summary>
    Float16,
}
