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

    // kohya-ss/sd-scripts library/strategy_base.py: with padding of its own, as in Stable Diffusion 2.x, each window ends its own text.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Encode_WithPaddingOfItsOwn_EndsTheTextOnce(bool isWeighted)
    {
        const int Padding = 0;
        using var one = CaptionTokens.Encode(Tokenizer, ["a cat"], null, isWeighted, Padding);
        var cat = Tokenizer.Encode("a cat").Select(id => (long)id);
        Assert.Equal([Tokenizer.BeginOfText, .. cat, Tokenizer.EndOfText, .. Enumerable.Repeat((long)Padding, 73)], one.Ids.data<long>().ToArray());
        using var two = CaptionTokens.Encode(Tokenizer, ["a cat"], 150, isWeighted, Padding);
        Assert.Equal([Tokenizer.BeginOfText, Tokenizer.EndOfText, .. Enumerable.Repeat((long)Padding, 75)], two.Ids.data<long>().ToArray()[77..]);
        using var full = CaptionTokens.Encode(Tokenizer, [string.Join(' ', Enumerable.Repeat("cat", 100))], 150, isWeighted, Padding);
        var ids = full.Ids.data<long>().ToArray();
        Assert.Equal((Tokenizer.EndOfText, Tokenizer.EndOfText, Padding), ((int)ids[76], (int)ids[77 + 26], (int)ids[77 + 27]));
    }

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
