namespace Senmitsu.Training.Settings;

/// <summary>Type of the tensors in the LoRA file.</summary>
public enum SavePrecision
{
    /// <summary>float32.</summary>
    Fp32,

    /// <summary>float16.</summary>
    Fp16,

    /// <summary>bfloat16.</summary>
    Bf16,
}
