using Senmitsu.Models.Clip;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Models.Clip;

public sealed class ClipTokenizerTests
{
    private static readonly ClipTokenizer Tokenizer = ClipTokenizer.FromFolder(Golden.Reference("clip-tokenizer"));

    [Fact]
    public void SpecialIds_ArePublishedOnes()
    {
        Assert.Equal(49406, Tokenizer.BeginOfText);
        Assert.Equal(49407, Tokenizer.EndOfText);
        Assert.Equal(267, Tokenizer.CommaToken);
        Assert.Equal([267], Tokenizer.Encode(","));
    }

    [Theory]
    [InlineData("<|ENDOFTEXT|>")]
    [InlineData("&lt;|endoftext|&gt;")]
    public void Encode_HiddenSpecialToken_IsSpecialToken(string text) => Assert.Equal([49407], Tokenizer.Encode(text));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n\u3000")]
    public void Encode_BlankText_IsEmpty(string text) => Assert.Empty(Tokenizer.Encode(text));

    [Fact]
    public void Encode_EveryByte_HasTokens()
    {
        for (int code = 0x21; code < 0x2FFF; code++)
        {
            var text = ((char)code).ToString();
            if (ClipTextCleaning.Clean(text, ClipCleaning.Ftfy).Length > 0) Assert.NotEmpty(Tokenizer.Encode(text));
        }
    }

    [Fact]
    public void EncodePadded_LongPrompt_KeepsEndToken()
    {
        var window = Tokenizer.EncodePadded(string.Concat(Enumerable.Repeat("cat ", 200)));
        Assert.Equal(77, window.Length);
        Assert.Equal(49406, window[0]);
        Assert.Equal(2368, window[75]);
        Assert.Equal(49407, window[76]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-75)]
    [InlineData(77)]
    public void EncodeKohyaChunks_OtherLength_Throws(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokenizer.EncodeKohyaChunks("cat", length));

    [Fact]
    public async Task Encode_FromManyThreads_AlwaysTheSame()
    {
        var expected = Tokenizer.Encode("supercalifragilistic naïve 日本の桜");
        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Tokenizer.Encode("supercalifragilistic naïve 日本の桜"))));
        Assert.All(results, ids => Assert.Equal(expected, ids));
    }

    [Fact]
    public void FromFolder_WhenFilesAreMissing_NamesThem()
    {
        using var folder = new TemporaryFolder();
        var both = Assert.Throws<ClipTokenizerException>(() => ClipTokenizer.FromFolder(folder.Path));
        Assert.Contains("vocab.json and merges.txt missing", both.Message, StringComparison.Ordinal);
        File.WriteAllText(folder.File("vocab.json"), "{}");
        var one = Assert.Throws<ClipTokenizerException>(() => ClipTokenizer.FromFolder(folder.Path));
        Assert.Contains(": merges.txt missing", one.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "a b", "vocab.json", "not a JSON object")]
    [InlineData("[1]", "a b", "vocab.json", "not a JSON object")]
    [InlineData("{\"a\":", "a b", "vocab.json", "not a JSON object")]
    [InlineData("{}", "a b", "vocab.json", "no tokens")]
    [InlineData("{\"a\":1,\"b\":2,\"ab\":0}", "#version: 0.2\na b\nabc", "merges.txt", "line 3 is 'abc'")]
    [InlineData("{\"ab\":0}", "a c", "merges.txt", "do not belong together")]
    [InlineData("{\"ab\":0}", "#version: 0.2\n", "merges.txt", "no merges")]
    [InlineData("{\"a\":1,\"b\":2,\"ab\":0}", "a b", "vocab.json", "has no token '<|startoftext|>'")]
    public void FromFolder_WhenAFileIsWrong_SaysWhichAndWhy(string vocabulary, string merges, string file, string problem)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("vocab.json"), vocabulary);
        File.WriteAllText(folder.File("merges.txt"), merges);
        var error = Assert.Throws<ClipTokenizerException>(() => ClipTokenizer.FromFolder(folder.Path));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal(folder.File(file), error.Path);
    }
}
