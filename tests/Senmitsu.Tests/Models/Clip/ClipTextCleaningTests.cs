using CsCheck;
using Senmitsu.Models.Clip;

namespace Senmitsu.Tests.Models.Clip;

public sealed class ClipTextCleaningTests
{
    [Theory]
    [InlineData("“it’s”", "\"it's\"")]
    [InlineData("ﬁne ﬄ Ǆ ŉ", "fine ffl DŽ 'n")]
    [InlineData("ＡＢＣ！　ｶﾞ", "ABC! ガ")]
    [InlineData("a\r\nb\rc\u2028d\u0085", "a\nb\nc\nd…")]
    [InlineData("\u001B[36;44mblue\u001B[0m", "blue")]
    [InlineData("\uFEFFa\u0000\u200Bb\u007F", "a\u200Bb")]
    [InlineData("e\u0301", "é")]
    [InlineData("\u0093q\u0094", "\"q\"")]
    [InlineData("&amp;amp;lt; &hearts; &EACUTE; &NotEqualTilde;", "< ♥ É ≂\u0338")]
    [InlineData("&#39;&#x41;&#X42;&#128;&#0;&#1;", "'AB€\uFFFD")]
    [InlineData("&SZLIG;&IMATH;&GTCC;", "SSI&GTCC;")]
    [InlineData("&#59; &#12ab; &#; &#x; &nonsense; &amp", "&#59; &#12ab; &#; &#x; &nonsense; &amp")]
    [InlineData("&#99999999999999999999;", "\uFFFD")]
    [InlineData("a < b &amp; c", "a < b &amp; c")]
    [InlineData("&amp;\n<\n&amp;", "&\n<\n&amp;")]
    [InlineData("Ã©", "Ã©")]
    public void Fix_KnownCases_FollowsFtfyWithoutEncodingRepair(string text, string expected) =>
        Assert.Equal(expected, ClipTextCleaning.Fix(text));

    [Theory] // Attributes cannot hold unpaired surrogates, so they are built here.
    [InlineData(ClipCleaning.Ftfy)]
    [InlineData(ClipCleaning.Plain)]
    public void Clean_UnpairedSurrogates_AreReplaced(ClipCleaning cleaning)
    {
        var text = new string([(char)0xD83D, 'x', (char)0xDC31, (char)0xD83D, (char)0xDC31]);
        Assert.Equal("\uFFFDx\uFFFD\U0001F431", ClipTextCleaning.Clean(text, cleaning));
    }

    [Theory]
    [InlineData("  A \t B\u00A0C\n", "a b c")]
    [InlineData("İSTANBUL", "i\u0307stanbul")]
    [InlineData("ΟΔΟΣ ΣΑΣ, Σ", "οδος σας, σ")]
    [InlineData("ΟΣ\U00010400 \U00010400Σ", "οσ\U00010428 \U00010428ς")]
    public void Clean_WhitespaceAndCase_FollowPython(string text, string expected) =>
        Assert.Equal(expected, ClipTextCleaning.Clean(text, ClipCleaning.Ftfy));

    [Fact]
    public void Clean_Plain_LeavesQuotesAndLigatures() =>
        Assert.Equal("“ﬁne”", ClipTextCleaning.Clean(" “ﬁne” ", ClipCleaning.Plain));

    [Fact]
    public void Fix_AnyText_NeverThrowsAndChangesNothingTheSecondTime() =>
        Gen.String[Gen.Char['\0', '\uFFFF'], 0, 60].Sample(text =>
        {
            var once = ClipTextCleaning.Fix(text);
            Assert.Equal(once, ClipTextCleaning.Fix(once));
        });

    [Fact]
    public void Fix_NoncharacterFffe_StaysAndTheRestIsComposed() => Assert.Equal("é\uFFFEé", ClipTextCleaning.Fix("e\u0301\uFFFEe\u0301"));

    [Fact]
    public void Clean_AnyText_LeavesNoDoubleSpace() =>
        Gen.String.Sample(text => Assert.DoesNotContain("  ", ClipTextCleaning.Clean(text, ClipCleaning.Ftfy), StringComparison.Ordinal));
}
