using Senmitsu.Models.Layers;
using Senmitsu.Tests.Testing;
using static Senmitsu.Tests.Models.Layers.AttentionReference;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Layers;

/// <summary>Compares output and gradients with softmax(q·kᵀ/√d)·v in float64.</summary>
public sealed class ChunkedAttentionTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(2, 3, 33, 77, 40)]
    [InlineData(1, 2, 513, 300, 8)] // one row more than a block
    [InlineData(2, 2, 1024, 1024, 16)]
    public void Apply_Float32_EqualsFloat64(int batch, int heads, int tokens, int keys, int headWidth) =>
        Compare(Inputs(batch, heads, tokens, keys, headWidth, 1), heads, ScalarType.Float32, 1e-5);

    // A score of 4 has an error of 2⁻⁷ in bfloat16, and so have its weight and everything that is summed with it.
    [Fact]
    public void Apply_BFloat16_IsCloseToFloat64() => Compare(Inputs(1, 2, 600, 512, 40, 1), 2, ScalarType.BFloat16, 1.0 / 32);

    [Fact]
    public void Apply_StridedInputs_EqualsFloat64()
    {
        using var scope = NewDisposeScope();
        Compare([.. Inputs(2, 2, 96, 96, 4, 1).Select(x => cat([x, x], -1).narrow(-1, 4, 8))], 2, ScalarType.Float32, 1e-5);
    }

    [Fact]
    public void Apply_TwentyTimes_LeavesNoTensor()
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs(1, 2, 64, 64, 4, 1);
        foreach (var x in inputs) x.requires_grad_();
        Step(); // the gradients exist from here on
        TensorLeaks.AssertNone(() =>
        {
            for (var i = 0; i < 20; i++) Step();
        });

        void Step()
        {
            using var step = NewDisposeScope();
            ChunkedAttention.Apply(inputs[0], inputs[1], inputs[2], heads: 2).sum().backward();
            using var noGradient = no_grad();
            ChunkedAttention.Apply(inputs[0], inputs[1], inputs[2], heads: 2);
        }
    }

    [Fact]
    public void Fits_FewKeysOrFloat32_IsFalse()
    {
        using var scope = NewDisposeScope();
        var many = zeros([1, 1024, 320], ScalarType.BFloat16);
        Assert.True(ChunkedAttention.Fits(many, many));
        Assert.False(ChunkedAttention.Fits(many, many.narrow(1, 0, 77)));
        Assert.False(ChunkedAttention.Fits(many.to(ScalarType.Float32), many));
    }

    private static void Compare(Tensor[] inputs, int heads, ScalarType dataType, double tolerance)
    {
        using var scope = NewDisposeScope();
        var rounded = inputs.Select(x => x.to(dataType)).ToArray();
        var expected = Run(rounded, ScalarType.Float64, (q, k, v) => Reference(q, k, v, heads, isCausal: false));
        var actual = Run(rounded, dataType, (q, k, v) => ChunkedAttention.Apply(q, k, v, heads));
        foreach (var ((name, wanted), (_, got)) in expected.Zip(actual))
        {
            TensorAssert.Close(wanted, got.to(ScalarType.Float64), tolerance * Math.Max(wanted.abs().max().item<double>(), 1e-1), name);
        }
    }
}
