using Senmitsu.Formats.Safetensors;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Models.Lora.Tools;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Lora.Tools;

public sealed class LoraMergeTests : IDisposable
{
    private const string First = "lora_random_fp16.safetensors", Second = "locon_random_fp16.safetensors";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_WithoutRank_AddsTheEffectsExactly()
    {
        var merged = Merge(null, (First, 0.7), (Second, -0.4));
        var expected = Deltas((First, 0.7), (Second, -0.4));
        var actual = Deltas((merged, 1.0));
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, delta) in expected) Assert.True(RelativeDifference(delta, actual[name]) < 1e-5, name);
        Free(expected, actual);
    }

    [Fact]
    public void Run_WithFullRank_LosesNothing()
    {
        var merged = Merge(new RankRule(1000, 1000), (First, 0.7), (Second, 0.5));
        var expected = Deltas((First, 0.7), (Second, 0.5));
        var actual = Deltas((merged, 1.0));
        foreach (var (name, delta) in expected) Assert.True(RelativeDifference(delta, actual[name]) < 1e-4, name);
        Free(expected, actual);
    }

    [Fact]
    public void Run_WithRank_KeepsTheBestApproximation()
    {
        const int Rank = 3;
        var merged = Merge(new RankRule(Rank, Rank), (First, 1.0), (Second, 1.0));
        var expected = Deltas((First, 1.0), (Second, 1.0));
        var actual = Deltas((merged, 1.0));
        foreach (var (name, delta) in expected)
        {
            using var scope = NewDisposeScope();
            var (_, s, _) = linalg.svd(delta.view(delta.shape[0], -1).to(ScalarType.Float64), false);
            var best = s.narrow(0, Math.Min(Rank, s.shape[0]), Math.Max(s.shape[0] - Rank, 0)).norm().item<double>();
            var left = delta.sub(actual[name].view(delta.shape)).norm().item<float>();
            Assert.True(left <= best + 1e-4 * delta.norm().item<float>(), $"{name}: {left} is left, {best} is the least");
        }

        Free(expected, actual);
    }

    [Fact]
    public void Run_WithStrengthsByNetworkAndBlock_FollowsThem()
    {
        Assert.True(LoraBlockWeights.TryParse("0.5,1,1,1,1,1,1,2,1,1,1,1,1,1,1,1,1", out var blocks));
        using var file = SafetensorsFile.Open(Golden.File(First));
        var result = LoraMerge.Run([new LoraShare(file, 1, 0.5, blocks)], null, ScalarType.Float32, CancellationToken.None);
        var merged = Save(result);
        var expected = Deltas((First, 1.0));
        var actual = Deltas((merged, 1.0));
        foreach (var (name, delta) in expected)
        {
            using var strong = delta.mul(name.StartsWith("lora_te", StringComparison.Ordinal) ? 0.5 : name.Contains("_mid_", StringComparison.Ordinal) ? 1.0 : 0.5);
            Assert.True(RelativeDifference(strong, actual[name]) < 1e-5, name);
        }

        Free(expected, actual);
    }

    [Fact]
    public void Run_LeavesNoTensor()
    {
        using var file = SafetensorsFile.Open(Golden.File(First));
        TensorLeaks.AssertNone(() => LoraMerge.Run([new LoraShare(file, 1, 1), new LoraShare(file, 1, 1)], new RankRule(4, 4), ScalarType.Float16, CancellationToken.None));
    }

    [Fact]
    public void Run_OfOtherFamilies_NamesTheWayOut()
    {
        var path = _folder.File("loha.safetensors");
        TensorData Factor(string part) => new($"lora_unet_mid_block_attentions_0_proj_in.{part}", TensorDataType.Float32, [1, 1], new byte[4]);
        SafetensorsWriter.Write(path, [Factor("hada_w1_a"), Factor("hada_w1_b"), Factor("hada_w2_a"), Factor("hada_w2_b")], null);
        using var file = SafetensorsFile.Open(path);
        var error = Assert.Throws<ModelMismatchException>(() => LoraMerge.Run([new LoraShare(file, 1, 1)], null, ScalarType.Float32, CancellationToken.None));
        Assert.Contains("LoHa", error.Message, StringComparison.Ordinal);
        Assert.Contains("lora merge --model", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OfPairsOfRankZero_RefusesThem()
    {
        var path = _folder.File("empty.safetensors");
        const string Name = "lora_unet_mid_block_attentions_0_proj_in";
        SafetensorsWriter.Write(path, [new($"{Name}.lora_down.weight", TensorDataType.Float32, [0, 4], default), new($"{Name}.lora_up.weight", TensorDataType.Float32, [4, 0], default)], null);
        using var file = SafetensorsFile.Open(path);
        Assert.Throws<ModelMismatchException>(() => LoraMerge.Run([new LoraShare(file, 1, 1)], new RankRule(4, 4), ScalarType.Float32, CancellationToken.None));
    }

    private string Merge(RankRule? rule, params (string File, double Ratio)[] loras)
    {
        var shares = loras.Select(lora => new LoraShare(SafetensorsFile.Open(Golden.File(lora.File)), lora.Ratio, lora.Ratio)).ToList();
        var result = LoraMerge.Run(shares, rule, ScalarType.Float32, CancellationToken.None);
        foreach (var share in shares) share.File.Dispose();
        return Save(result);
    }

    private string Save(LoraToolResult result)
    {
        var path = _folder.File("merged.safetensors");
        SafetensorsWriter.Write(path, result.Tensors, null);
        return path;
    }

    /// <summary>Σ ratio·ΔW by module, computed by the adapters that generation uses.</summary>
    private static Dictionary<string, Tensor> Deltas(params (string File, double Ratio)[] loras)
    {
        using var model = TinyModel.Load();
        using var _ = no_grad();
        var sums = new Dictionary<string, Tensor>();
        foreach (var (name, ratio) in loras)
        {
            using var file = SafetensorsFile.Open(Path.IsPathRooted(name) ? name : Golden.File(name));
            using var network = LoraNetwork.Load(file, model);
            foreach (var module in network.Modules)
            {
                using var delta = module.Layer.Delta();
                var scaled = delta.mul(ratio);
                if (sums.Remove(module.Layer.Name, out var earlier))
                {
                    sums[module.Layer.Name] = earlier.view(scaled.shape).add(scaled);
                    scaled.Dispose();
                }
                else
                {
                    sums[module.Layer.Name] = scaled;
                }
            }
        }

        return sums;
    }

    private static double RelativeDifference(Tensor expected, Tensor actual)
    {
        using var scope = NewDisposeScope();
        return expected.sub(actual.view(expected.shape)).norm().item<float>() / Math.Max(expected.norm().item<float>(), 1e-12f);
    }

    private static void Free(params Dictionary<string, Tensor>[] sums)
    {
        foreach (var tensor in sums.SelectMany(sum => sum.Values)) tensor.Dispose();
    }
}
