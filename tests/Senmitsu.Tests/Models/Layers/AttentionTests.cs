using Senmitsu.Models.Layers;
using static Senmitsu.Tests.Models.Layers.AttentionReference;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Layers;

/// <summary>Whichever way is taken for the shapes at hand, output and gradients are those of softmax(q·kᵀ/√d)·v in float64.</summary>
public sealed class AttentionTests
{
    [Theory]
    [InlineData(2, 8, 64, 64, 16, false)] // narrow heads
    [InlineData(2, 8, 256, 256, 8, false)] // narrow heads, many keys
    [InlineData(2, 2, 77, 77, 24, true)]
    [InlineData(1, 2, 64, 77, 40, false)]
    [InlineData(1, 2, 512, 512, 40, false)]
    public void MultiHead_BFloat16_IsCloseToFloat64(int batch, int heads, int tokens, int keys, int headWidth, bool isCausal)
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs(batch, heads, tokens, keys, headWidth, 3);
        var expected = Run(inputs, ScalarType.Float64, (q, k, v) => Reference(q, k, v, heads, isCausal));
        var actual = Run(inputs, ScalarType.BFloat16, (q, k, v) => Attention.MultiHead(q, k, v, heads, isCausal));
        foreach (var (found, right) in actual.Zip(expected))
        {
            Assert.Equal(ScalarType.BFloat16, found.Tensor.dtype);
            var error = found.Tensor.to(ScalarType.Float64).sub(right.Tensor).abs().max().item<double>() / right.Tensor.abs().max().item<double>();
            Assert.True(error < 1.0 / 32, $"{found.Name}: {error}");
        }
    }
}
