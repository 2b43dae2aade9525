using CsCheck;
using Senmitsu.Diffusion.Prompts;

namespace Senmitsu.Tests.Diffusion.Prompts;

public sealed class PromptChunksTests
{
    private static readonly SpecialTokens Tokens = SpecialTokens.Clip;

    [Fact]
    public void Create_OfEmptyPrompt_IsOneChunkOfPadding()
    {
        var chunks = Chunks("");
        var chunk = Assert.Single(chunks.Chunks);
        Assert.Equal([49406, .. Enumerable.Repeat(49407, 76)], chunk.TokenIds);
        Assert.Equal(Enumerable.Repeat(1f, 77), chunk.Weights);
        Assert.Equal(0, chunks.TokenCount);
    }

    [Fact]
    public void Create_OfWeightedPrompt_PutsWeightsOnItsTokens()
    {
        var chunk = Assert.Single(Chunks("1 (2 3:1.5) 4").Chunks);
        Assert.Equal([49406, 1, 2, 3, 4, 49407], chunk.TokenIds.Take(6));
        Assert.Equal([1, 1, 1.5f, 1.5f, 1, 1], chunk.Weights.Take(6));
        Assert.True(chunk.IsWeighted);
    }

    [Fact]
    public void Create_OfLongPromptWithoutComma_CutsAfter75()
    {
        var chunks = Chunks(Numbers(1, 80));
        Assert.Equal([75, 5], chunks.Chunks.Select(RealTokens));
        Assert.Equal(80, chunks.TokenCount);
    }

    [Theory]
    [InlineData(60, 20, 61)] // comma at index 60: 75 − 60 = 15 ≤ 20, cut after it
    [InlineData(55, 20, 56)] // 75 − 55 = 20 ≤ 20
    [InlineData(54, 20, 75)] // 21 > 20: too far back
    [InlineData(60, 0, 75)]  // switched off
    public void Create_OfLongPrompt_CutsAfterANearComma(int commaAt, int backtrack, int expected)
    {
        var text = $"{Numbers(1, commaAt)} , {Numbers(1000, 90 - commaAt)}";
        var chunks = PromptChunks.Create(PromptParser.Parse(text), Tokenize, Tokens, backtrack);
        Assert.Equal([expected, 91 - expected], chunks.Chunks.Select(RealTokens));
        Assert.Equal(75 + 91 - expected, chunks.TokenCount);
    }

    [Fact]
    public void Create_WhenCommaIsThe76th_StartsTheNextChunkWithIt()
    {
        var chunks = Chunks($"{Numbers(1, 75)} , 7");
        Assert.Equal([75, 2], chunks.Chunks.Select(RealTokens));
        Assert.Equal(267, chunks.Chunks[1].TokenIds[1]);
    }

    [Fact]
    public void Create_OfBreak_ClosesTheChunk()
    {
        var chunks = Chunks("1 2 BREAK 3 BREAK BREAK 4");
        Assert.Equal([2, 1, 0, 1], chunks.Chunks.Select(RealTokens));
        Assert.Equal(3 * 75 + 1, chunks.TokenCount);
    }

    [Fact]
    public void PadTo_AppendsEmptyChunks()
    {
        var padded = Chunks("1").PadTo(3, Tokens);
        Assert.Equal([1, 0, 0], padded.Chunks.Select(RealTokens));
        Assert.Throws<ArgumentOutOfRangeException>(() => padded.PadTo(2, Tokens));
    }

    [Fact]
    public void Create_OfAnyPrompt_KeepsEveryTokenInOrder() => Gen.Int[1, 300].Array[0, 400].Sample(ids =>
    {
        var text = string.Join(' ', ids.Select(id => id % 9 == 0 ? "," : id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var chunks = Chunks(text);
        Assert.All(chunks.Chunks, chunk =>
        {
            Assert.Equal(77, chunk.TokenIds.Count);
            Assert.Equal(77, chunk.Weights.Count);
            Assert.Equal(49406, chunk.TokenIds[0]);
            Assert.Equal(49407, chunk.TokenIds[76]);
        });
        Assert.Equal(Tokenize(text), chunks.Chunks.SelectMany(chunk => chunk.TokenIds.Skip(1).Take(RealTokens(chunk))));
    });

    private static PromptChunks Chunks(string prompt) => PromptChunks.Create(PromptParser.Parse(prompt), Tokenize, Tokens);

    private static int RealTokens(PromptChunk chunk) => chunk.TokenIds.Skip(1).TakeWhile(id => id != 49407).Count();

    private static string Numbers(int first, int count) => string.Join(' ', Enumerable.Range(first, count));

    // A tokenizer whose words are their own ids.
    private static List<int> Tokenize(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "," ? Tokens.Comma : int.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
}
