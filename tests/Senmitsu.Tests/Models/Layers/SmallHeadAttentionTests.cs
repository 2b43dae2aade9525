using Senmitsu.Models.Layers;
using Senmitsu.Tests.Testing;
using static Senmitsu.Tests.Models.Layers.AttentionReference;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Layers;

/// <summary>Compares output and gradients with softmax(q·kᵀ/√d)·v in float64.</summary>
[Collection(RunsAlone.Name)]
public sealed class SmallHeadAttentionTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(1, 1, 1, 1, 1, false)]
    [InlineData(1, 1, 7, 5, 1, false)]
    [InlineData(2, 3, 33, 77, 4, false)]
    [InlineData(1, 1, 1100, 300, 3, false)]
    [InlineData(1, 2, 150, 333, 8, false)]
    [InlineData(1, 2, 300, 517, 16, false)]
    [InlineData(2, 8, 256, 256, 4, false)]
    [InlineData(2, 2, 100, 100, 8, true)]
    [InlineData(1, 1, 700, 700, 4, true)]
    [InlineData(1, 2, 200, 300, 4, true)]
    [InlineData(1, 2, 300, 200, 4, true)]
    public void Apply_AnyShape_EqualsFloat64(int batch, int heads, int tokens, int keys, int headWidth, bool isCausal)
    {
        using var scope = NewDisposeScope();
        Compare(Inputs(batch, heads, tokens, keys, headWidth, 1), heads, isCausal, Tolerance);
    }

    // A score of 50 has an error of 3e-6 in float32, whoever computes it, and so has its weight.
    [Theory]
    [InlineData(150, 333, 8)]
    [InlineData(512, 512, 4)]
    public void Apply_LargeScores_EqualsFloat64(int tokens, int keys, int headWidth)
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs(2, 2, tokens, keys, headWidth, 1);
        var largest = inputs[0].view(2, tokens, 2, headWidth).transpose(1, 2).matmul(inputs[1].view(2, keys, 2, headWidth).permute(0, 2, 3, 1))
            .abs().max().item<float>() / Math.Sqrt(headWidth);
        inputs[0] = inputs[0].mul(50 / largest);
        Compare(inputs, heads: 2, isCausal: false, 2 * Tolerance);
    }

    [Fact]
    public void Apply_StridedInputs_EqualsFloat64()
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs(2, 2, 96, 96, 4, 1).Select(x => cat([x, x], -1).narrow(-1, 4, 8)).ToArray();
        Compare(inputs, heads: 2, isCausal: false, Tolerance);
    }

    [Fact]
    public void Apply_ScoresFarApart_GivesTheLargestsValue()
    {
        using var scope = NewDisposeScope();
        var q = full([1, 32, 4], 100f);
        var k = zeros(1, 40, 4);
        k[0, 17] = full([4], 100f);
        var v = arange(160, ScalarType.Float32).view(1, 40, 4);
        var output = SmallHeadAttention.Apply(q, k, v, heads: 1);
        TensorAssert.Close(v[0, 17].expand(1, 32, 4), output, 0, "one key takes all");
    }

    [Fact]
    public void Apply_NotANumberInAKey_ReachesTheOutput()
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs(1, 1, 64, 64, 4, 1);
        inputs[1][0, 40, 2] = tensor(float.NaN);
        Assert.True(SmallHeadAttention.Apply(inputs[0], inputs[1], inputs[2], heads: 1).isnan().all().item<bool>());
    }

    [Fact]
    public void Apply_AnyThreadCount_GivesTheSameBytes()
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs(1, 2, 1100, 600, 4, 1);
        var threads = get_num_threads();
        try
        {
            set_num_threads(1);
            var one = Run(inputs, ScalarType.Float32, (q, k, v) => SmallHeadAttention.Apply(q, k, v, 2));
            set_num_threads(2);
            for (var i = 0; i < 3; i++)
            {
                var two = Run(inputs, ScalarType.Float32, (q, k, v) => SmallHeadAttention.Apply(q, k, v, 2));
                for (var part = 0; part < one.Length; part++) Assert.True(one[part].Tensor.bytes.SequenceEqual(two[part].Tensor.bytes), one[part].Name);
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Apply_FiftyTimes_LeavesNoTensor()
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs(1, 2, 64, 64, 4, 1);
        foreach (var x in inputs) x.requires_grad_();
        Step(); // the gradients exist from here on
        TensorLeaks.AssertNone(() =>
        {
            for (var i = 0; i < 50; i++) Step();
        });

        void Step()
        {
            using var step = NewDisposeScope();
            SmallHeadAttention.Apply(inputs[0], inputs[1], inputs[2], heads: 2).sum().backward();
            using var noGradient = no_grad();
            SmallHeadAttention.Apply(inputs[0], inputs[1], inputs[2], heads: 2);
        }
    }

    [Fact]
    public void Fits_WideHeadOrOtherType_IsFalse()
    {
        using var scope = NewDisposeScope();
        Tensor narrow = zeros(2, 1024, 32), half = narrow.to(ScalarType.BFloat16), wide = zeros(2, 1024, 320);
        Assert.True(SmallHeadAttention.Fits(narrow, narrow, narrow, heads: 8));
        Assert.False(SmallHeadAttention.Fits(half, half, half, heads: 8));
        Assert.False(SmallHeadAttention.Fits(wide, wide, wide, heads: 8));
    }

    private static void Compare(Tensor[] inputs, int heads, bool isCausal, double tolerance)
    {
        var expected = Run(inputs, ScalarType.Float64, (q, k, v) => Reference(q, k, v, heads, isCausal));
        var actual = Run(inputs, ScalarType.Float32, (q, k, v) => SmallHeadAttention.Apply(q, k, v, heads, isCausal));
        foreach (var ((name, wanted), (_, got)) in expected.Zip(actual))
        {
            // With one key the scores do not matter, and the gradients of q and k are 0.
            TensorAssert.Close(wanted, got, tolerance * Math.Max(wanted.abs().max().item<double>(), 1e-1), $"{name} {string.Join("x", inputs[0].shape)}");
        }
    }
}
