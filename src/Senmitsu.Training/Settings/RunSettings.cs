using Senmitsu.Generation.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Training.Settings;

/// <summary>How long and on what the run computes.</summary>
public sealed record RunSettings
{
    /// <summary>sd-scripts' default of max_train_steps.</summary>
    internal const int UsualSteps = 1600;

    /// <summary>Updates of the run. Ignored with <see cref="MaxTrainEpochs"/>.</summary>
    public int MaxTrainSteps { get; init; } = UsualSteps;

    /// <summary>Epochs of the run; null = counted in steps.</summary>
    public int? MaxTrainEpochs { get; init; }

    /// <summary>Whether kohya_ss would compute steps from <see cref="MaxTrainEpochs"/>, by another rule, when it starts the training; see <see cref="GuiSteps"/>.</summary>
    public bool IsLengthOfGui { get; init; }

    /// <summary>Batches per update.</summary>
    public int GradientAccumulationSteps { get; init; } = 1;

    /// <summary>Seed of everything random; null = a new one each run.</summary>
    public long? Seed { get; init; }

    /// <summary>Text encoder layers left out from the end; null and 1 = none.</summary>
    public int? ClipSkip { get; init; }

    /// <summary>Type of the frozen weights and of the computation.</summary>
    public MixedPrecision? MixedPrecision { get; init; }

    /// <summary>Keep the trained weights, their gradients and the optimizer's means in bfloat16: half the memory, coarser steps. Needs <see cref="MixedPrecision"/> bf16.</summary>
    public bool FullBf16 { get; init; }

    /// <summary>As <see cref="FullBf16"/>, where the networks compute in bfloat16 in place of float16; elsewhere without effect. Needs <see cref="MixedPrecision"/> fp16.</summary>
    public bool FullFp16 { get; init; }

    /// <summary>Compute inner results again in the backward pass instead of keeping them. Without effect with dropout in the network.</summary>
    public bool GradientCheckpointing { get; init; }

    /// <summary>Write only the metadata that loading needs into the LoRA file.</summary>
    public bool NoMetadata { get; init; }

    /// <summary>Free text in the metadata.</summary>
    public string? TrainingComment { get; init; }

    /// <summary>Device: auto, cpu or cuda, cuda:0… Not an argument of sd-scripts.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Type to compute in, whatever <see cref="MixedPrecision"/> says: auto, fp32, bf16 or fp16. Not an argument of sd-scripts.</summary>
    public string Precision { get; init; } = "auto";

    /// <summary>
    /// What to compute in: <see cref="Precision"/> unless it is auto; then <see cref="MixedPrecision"/>, whose purpose is speed: a processor that
    /// computes in bfloat16 only by detours uses float32, unless the weights are to be bfloat16 themselves. Without both, bfloat16 where the processor
    /// has it, else float32.
    /// </summary>
    public Numerics.Precision ToPrecision() => (Precision, MixedPrecision) switch
    {
        ("fp32", _) or ("auto", Settings.MixedPrecision.No) => Numerics.Precision.Float32,
        ("bf16", _) => Numerics.Precision.BFloat16,
        ("auto", Settings.MixedPrecision.Bf16) when FullBf16 => Numerics.Precision.BFloat16,
        ("fp16", _) or ("auto", Settings.MixedPrecision.Fp16) => Numerics.Precision.Float16,
        _ => Numerics.Precision.Auto,
    };

    /// <summary>Type of the trained weights.</summary>
    /// <param name="computedIn">Type the networks compute in.</param>
    public ScalarType WeightType(ScalarType computedIn) =>
        FullBf16 || (FullFp16 && computedIn == ScalarType.BFloat16) ? ScalarType.BFloat16 : ScalarType.Float32;

    internal IEnumerable<SettingProblem> Problems()
    {
        if (FullBf16 && FullFp16) yield return new("full_fp16", "true", "excludes full_bf16", "leave one of the two out");
        else if (FullBf16 && MixedPrecision != Settings.MixedPrecision.Bf16) yield return new("full_bf16", "true", "requires mixed_precision=bf16", "give it as well, or leave full_bf16 out");
        else if (FullFp16 && MixedPrecision != Settings.MixedPrecision.Fp16) yield return new("full_fp16", "true", "requires mixed_precision=fp16", "give it as well, or leave full_fp16 out");
        if (MaxTrainSteps < 1) yield return Rules.Minimum("max_train_steps", MaxTrainSteps, 1);
        if (MaxTrainEpochs < 1) yield return Rules.Minimum("max_train_epochs", MaxTrainEpochs.Value, 1);
        if (GradientAccumulationSteps < 1) yield return Rules.Minimum("gradient_accumulation_steps", GradientAccumulationSteps, 1);
        if (Seed is not null and not (>= 0 and <= uint.MaxValue)) yield return new("seed", Rules.Text(Seed), "must lie between 0 and 4294967295", "use 42, or leave it out for a random one");
        if (ClipSkip is not null and not (>= 1 and <= 12)) yield return new("clip_skip", Rules.Text(ClipSkip), "must lie between 1 and 12", "leave it out, or use 2 for anime models");
        if (!IsDevice(Device)) yield return new("device", Device, "must be auto, cpu, cuda or cuda:N", "use auto");
        if (Precision is not ("auto" or "fp32" or "bf16" or "fp16")) yield return new("precision", Precision, "must be auto, fp32, bf16 or fp16", "use auto");
    }

    private static bool IsDevice(string device) =>
        device is "auto" or "cpu" or "cuda" || (device.StartsWith("cuda:", StringComparison.Ordinal) && device.Length > 5 && device.AsSpan(5).IndexOfAnyExceptInRange('0', '9') < 0);
}
