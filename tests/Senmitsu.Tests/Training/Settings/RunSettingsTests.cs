using Senmitsu.Numerics;
using Senmitsu.Training.Settings;

namespace Senmitsu.Tests.Training.Settings;

public sealed class RunSettingsTests
{
    /// <summary>bfloat16 that is only asked for to be fast is not imitated by a processor that lacks it.</summary>
    [Theory]
    [InlineData("auto", null, false, Precision.Auto)]
    [InlineData("auto", MixedPrecision.No, false, Precision.Float32)]
    [InlineData("auto", MixedPrecision.Bf16, false, Precision.Auto)]
    [InlineData("auto", MixedPrecision.Bf16, true, Precision.BFloat16)]
    [InlineData("auto", MixedPrecision.Fp16, false, Precision.Float16)]
    [InlineData("bf16", MixedPrecision.No, false, Precision.BFloat16)]
    [InlineData("fp32", MixedPrecision.Bf16, true, Precision.Float32)]
    public void ToPrecision_OfWhatIsAskedFor(string precision, MixedPrecision? mixed, bool isFull, Precision expected) =>
        Assert.Equal(expected, new RunSettings { Precision = precision, MixedPrecision = mixed, FullBf16 = isFull }.ToPrecision());
}
