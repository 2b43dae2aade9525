namespace Senmitsu.Training.Settings;

/// <summary>Type of the frozen weights and of the computation; LoRA weights stay float32.</summary>
public enum MixedPrecision
{
    /// <summary>float32.</summary>
    No,

    /// <summary>float16.</summary>
    Fp16,

    /// <summary>bfloat16.</summary>
    Bf16,
}
