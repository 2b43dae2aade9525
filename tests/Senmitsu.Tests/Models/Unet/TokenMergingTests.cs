using Senmitsu.Models.Unet;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Unet;

public sealed class TokenMergingTests
{
    private const int Width = 6;

    [Theory]
    [InlineData(4, 4, 5)]
    [InlineData(5, 7, 12)] // a last odd row and column
    [InlineData(4, 6, 1000)] // more than can go
    public void MergeAndUnmerge_EqualsTheRuleWrittenOut(int height, int width, int count)
    {
        using var scope = NewDisposeScope();
        var x = randn([2, height * width, Width], generator: new Generator(1, CPU));
        var values = randn([2, height * width, Width], generator: new Generator(2, CPU));
        using var merging = TokenMerging.Create(x, height, width, count);
        var merged = merging.Merge(values);
        var unmerged = merging.Unmerge(merged);
        for (var batch = 0; batch < 2; batch++)
        {
            var (expectedMerged, expectedUnmerged) = Reference(x[batch], values[batch], height, width, count);
            GoldenTensors.AssertClose("merged", expectedMerged, [.. merged[batch].contiguous().data<float>()], 1e-5, 1e-6);
            GoldenTensors.AssertClose("unmerged", expectedUnmerged, [.. unmerged[batch].contiguous().data<float>()], 1e-5, 1e-6);
        }
    }

    [Fact]
    public void Unet_WithRatioZero_IsTheSameToTheBitAndWithOneDiffers()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        var x = randn([2, 4, 16, 16], generator: new Generator(3, CPU));
        var context = randn([2, 77, model.Unet.Config.ContextWidth], generator: new Generator(4, CPU));
        Tensor Predict() => model.Unet.Forward(x, full([2], 500, ScalarType.Float32), context);

        var plain = Predict();
        model.MergedTokens = 0.5;
        var merged = Predict();
        Assert.False(plain.eq(merged).all().item<bool>());
        Assert.True(merged.eq(Predict()).all().item<bool>());
        model.MergedTokens = 0;
        Assert.True(plain.eq(Predict()).all().item<bool>());
    }

    [Fact]
    public void Unet_WithMerging_LeavesNoTensor()
    {
        using var model = TinyModel.Load();
        model.MergedTokens = 0.5;
        TensorLeaks.AssertNone(() =>
        {
            using var scope = NewDisposeScope();
            using var _ = inference_mode();
            model.Unet.Forward(randn(2, 4, 8, 8), full([2], 500, ScalarType.Float32), randn(2, 77, model.Unet.Config.ContextWidth)).Dispose();
        });
    }

    /// <summary>2303.17604 §3 with plain loops, in double precision.</summary>
    private static (float[] Merged, float[] Unmerged) Reference(Tensor features, Tensor values, int height, int width, int count)
    {
        double[][] feature = Rows(features), value = Rows(values);
        int[] staying = [.. Enumerable.Range(0, height * width).Where(t => t / width % 2 == 0 && t % width % 2 == 0 && t / width < height / 2 * 2 && t % width < width / 2 * 2)];
        int[] others = [.. Enumerable.Range(0, height * width).Except(staying)];
        var best = others.Select(other => (Token: other, Target: staying.MaxBy(s => Cosine(feature[other], feature[s])))).OrderByDescending(pair => Cosine(feature[pair.Token], feature[pair.Target])).ToList();
        var gone = best.Take(count).ToList();
        var kept = best.Skip(count).Select(pair => pair.Token).ToList();
        double[] Mean(int target) => [.. Enumerable.Range(0, Width).Select(c => gone.Where(pair => pair.Target == target).Select(pair => value[pair.Token][c]).Append(value[target][c]).Average())];
        var merged = kept.Select(token => value[token]).Concat(staying.Select(Mean)).SelectMany(row => row).Select(v => (float)v).ToArray();
        var unmerged = Enumerable.Range(0, height * width).Select(token => kept.Contains(token) ? value[token] : Mean(staying.Contains(token) ? token : gone.Single(pair => pair.Token == token).Target));
        return (merged, [.. unmerged.SelectMany(row => row).Select(v => (float)v)]);
    }

    private static double Cosine(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(x => x * x));

    private static double[][] Rows(Tensor x) => [.. x.contiguous().data<float>().ToArray().Select(v => (double)v).Chunk(Width)];
}
