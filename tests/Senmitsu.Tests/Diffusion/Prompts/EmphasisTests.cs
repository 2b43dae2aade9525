using Senmitsu.Diffusion.Prompts;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Diffusion.Prompts;

public sealed class EmphasisTests
{
    [Fact]
    public void Apply_KeepsTheMeanAndTheRatios()
    {
        using var embedding = tensor(new float[] { 1, 2, 3, 4, 5, 6 }).view(1, 3, 2);
        using var weights = tensor(new float[] { 1, 1.5f, 1 }).view(1, 3);
        using var result = Emphasis.Apply(embedding, weights);

        // Weighted: 1 2 4.5 6 5 6 = mean 24.5/6, original mean 21/6.
        var factor = 21f / 24.5f;
        var expected = new[] { 1, 2, 4.5f, 6, 5, 6 };
        var actual = result.data<float>().ToArray();
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i] * factor, actual[i], 1e-6f);
        Assert.Equal(3.5f, result.mean().item<float>(), 1e-6f);
    }

    [Fact]
    public void Apply_WithWeightsOfOne_ChangesNothing()
    {
        using var embedding = randn(2, 77, 8);
        using var weights = ones(2, 77);
        using var result = Emphasis.Apply(embedding, weights);
        Assert.Equal(embedding.data<float>().ToArray(), result.data<float>().ToArray());
    }

    [Fact]
    public void Apply_KeepsTheType_AndLeaksNothing() => TensorLeaks.AssertNone(() =>
    {
        using var embedding = randn(1, 77, 8).to(ScalarType.BFloat16, disposeAfter: true);
        using var weights = full(1, 77, 1.2f);
        using var result = Emphasis.Apply(embedding, weights);
        Assert.Equal(ScalarType.BFloat16, result.dtype);
    });

    [Fact]
    public void Apply_WhenShapesDiffer_Throws()
    {
        using var embedding = randn(1, 77, 8);
        using var weights = ones(2, 77);
        Assert.Throws<ArgumentException>(() => Emphasis.Apply(embedding, weights));
    }
}
