using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Lora.Tools;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Lora.Tools;

public sealed class LoraResizeTests
{
    private static readonly double[] Falling = [4, 3, 2, 1, 0.1];

    [Theory]
    [InlineData(RankMethod.Fixed, 0, 3)]
    [InlineData(RankMethod.Ratio, 2, 3)] // down to 4 / 2
    [InlineData(RankMethod.Ratio, 1, 1)]
    [InlineData(RankMethod.Cumulative, 0.69, 2)] // 7 of 10.1
    [InlineData(RankMethod.Cumulative, 0.70, 3)]
    [InlineData(RankMethod.Frobenius, 0.7, 1)] // 4 of √30.01
    [InlineData(RankMethod.Frobenius, 0.9, 2)] // 5 of √30.01 = 0.913
    public void Choose_ByMethod_KeepsTheSmallestRank(RankMethod method, double parameter, int expected)
    {
        var limit = method == RankMethod.Fixed ? 3 : 100;
        Assert.Equal(expected, new RankRule(limit, limit, method, parameter).Choose(Falling, isConvolution: false));
    }

    [Fact]
    public void Choose_OfNothing_KeepsOneRank() => Assert.Equal(1, new RankRule(8, 8).Choose([0, 0], isConvolution: false));

    [Fact]
    public void Run_ToMoreRanks_ChangesNothingButTheShape()
    {
        using var file = SafetensorsFile.Open(Golden.File("locon_random_fp16.safetensors"));
        var result = LoraResize.Run(file, new RankRule(1000, 1000), ScalarType.Float32, CancellationToken.None);
        Assert.All(result.Modules, module =>
        {
            Assert.Equal(1, module.Retained, 1e-6);
            Assert.InRange(module.Rank, 1, module.OldRank);
        });
    }

    [Fact]
    public void Run_ByFrobeniusShare_KeepsAtLeastThatShare()
    {
        using var file = SafetensorsFile.Open(Golden.File("lora_random_fp16.safetensors"));
        var result = LoraResize.Run(file, new RankRule(1000, 1000, RankMethod.Frobenius, 0.9), ScalarType.Float16, CancellationToken.None);
        Assert.All(result.Modules, module => Assert.InRange(module.Retained, 0.9 - 1e-9, 1));
        Assert.Contains(result.Modules, module => module.Rank < module.OldRank);
        Assert.Equal(result.Modules.Count * 3, result.Tensors.Count);
    }

    [Fact]
    public void Run_LeavesNoTensor()
    {
        using var file = SafetensorsFile.Open(Golden.File("lora_random_fp16.safetensors"));
        TensorLeaks.AssertNone(() => LoraResize.Run(file, new RankRule(2, 2), ScalarType.Float16, CancellationToken.None));
    }
}
