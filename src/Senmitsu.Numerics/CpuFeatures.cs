using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Senmitsu.Numerics;

/// <summary>What this processor can compute in.</summary>
public static class CpuFeatures
{
    /// <summary>AVX2 with fused multiply-add: the least that libtorch is fast on.</summary>
    public static bool HasAvx2 => Avx2.IsSupported && Fma.IsSupported;

    /// <summary>AVX-512 foundation.</summary>
    public static bool HasAvx512 => Avx512F.IsSupported;

    /// <summary>bfloat16 dot products: AVX512_BF16 (CPUID 7.1 EAX bit 5) or AMX-BF16 (CPUID 7.0 EDX bit 22).</summary>
    public static bool HasBFloat16 { get; } = DetectBFloat16();

    /// <summary>Names of the features found, for the doctor's report.</summary>
    public static IReadOnlyList<string> Names()
    {
        var names = new List<string>();
        if (HasAvx2) names.Add("AVX2");
        if (HasAvx512) names.Add("AVX512");
        if (HasBFloat16) names.Add("BF16");
        if (Vector128.IsHardwareAccelerated && System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported) names.Add("NEON");
        return names;
    }

    private static bool DetectBFloat16()
    {
        if (!X86Base.IsSupported) return false;
        var (highest, _, _, _) = X86Base.CpuId(0, 0);
        if (highest < 7) return false;
        var (subleaves, _, _, amx) = X86Base.CpuId(7, 0);
        if ((amx & (1 << 22)) != 0) return true;
        return Avx512F.IsSupported && subleaves >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0;
    }
}
