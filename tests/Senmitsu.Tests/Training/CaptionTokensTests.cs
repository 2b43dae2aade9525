using Senmitsu.Diffusion.Prompts;
using Senmitsu.Models.Clip;
using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training;

public sealed class CaptionTokensTests
{
    private static readonly ClipTokenizer Tokenizer = ClipTokenizer.FromFolder(Golden.Reference("clip-tokenizer"));

    [Theory]
    [InlineData(null)]
    [InlineData(150)]
    public void Encode_WithoutBrackets_GivesTheSameIdsWithAndWithoutWeights(int? length)
    {
        string[] captions = ["a photo of a cat", string.Join(", ", Enumerable.Repeat("long tag", 60)), ""];
        using var plain = CaptionTokens.Encode(Tokenizer, captions, length, isWeighted: false);
        using var weighted = CaptionTokens.Encode(Tokenizer, captions, length, isWeighted: true);
        Assert.Null(plain.Weights);
        Assert.Equal(length is null ? [3, 77] : [3, 2, 77], plain.Ids.shape);
        Assert.Equal(plain.Ids.shape, weighted.Weights!.shape);
        Assert.Equal(plain.Ids.data<long>().ToArray(), weighted.Ids.data<long>().ToArray());
        Assert.All(weighted.Weights!.data<float>().ToArray(), weight => Assert.Equal(1, weight));
    }

    [Fact]
    public void Encode_WithBrackets_WeighsTheirWords()
    {
        using var tokens = CaptionTokens.Encode(Tokenizer, ["a (cat:1.5), [dog] \\(x\\)"], null, isWeighted: true);
        using var plain = CaptionTokens.Encode(Tokenizer, ["a cat, dog (x)"], null, isWeighted: false);
        var weights = tokens.Weights!.data<float>().ToArray();
        Assert.Equal([1, 1, 1.5f, 1, (float)(1 / 1.1), 1], weights[..6]);
        Assert.Equal(plain.Ids.data<long>().ToArray()[..6], tokens.Ids.data<long>().ToArray()[..6]);
    }

    [Fact]
    public void Encode_OfABrokenWeight_SaysSo() => Assert.Throws<PromptException>(() => CaptionTokens.Encode(Tokenizer, ["(a:1.2.3)"], null, isWeighted: true));

    [Fact]
    public void Encode_LeaksNothing() => TensorLeaks.AssertNone(() =>
    {
        CaptionTokens.Encode(Tokenizer, ["(a:1.2)"], 225, isWeighted: true).Dispose();
        CaptionTokens.Encode(Tokenizer, ["(a:1.2)"], null, isWeighted: false).Dispose();
    });

    [Theory]
    [InlineData(null)]
    [InlineData(150)]
    public void Conditioning_WithWeights_MultipliesEachState(int? length)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        using var tokens = CaptionTokens.Encode(Tokenizer, ["a (cat:1.5) and a dog"], length, isWeighted: true);
        var plain = TextConditioning.Encode(model.TextEncoder, tokens.Ids, 1);
        var weighted = TextConditioning.Encode(model.TextEncoder, tokens.Ids, 1, tokens.Weights);
        var factors = ones(plain.shape[1]);
        factors[2].fill_(1.5);
        TensorAssert.Close(plain * factors.view(1, -1, 1), weighted, 1e-6, "weighted states");
    }
}
