using CsCheck;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Tests.Training.Datasets;

public sealed class CaptionRulesTests
{
    private static readonly Gen<string> Captions = Gen.String[Gen.Char['a', 'z'], 1, 6].Array[1, 12].Select(tags => string.Join(", ", tags));

    [Fact]
    public void Apply_WithoutRules_LeavesTheTextAlone() =>
        Assert.Equal(" a,b ,, c ", new CaptionRules().Apply(" a,b ,, c ", new Random(0)));

    [Fact]
    public void Apply_Shuffle_KeepsFirstTagsAndLosesNone() =>
        Gen.Select(Captions, Gen.Int[0, 15], Gen.Int[0, 9999]).Sample((caption, keep, seed) =>
        {
            var before = caption.Split(", ");
            var after = new CaptionRules { ShuffleCaption = true, KeepTokens = keep }.Apply(caption, new Random(seed)).Split(", ");
            Assert.Equal(before.Order(), after.Order());
            Assert.Equal(before.Take(keep), after.Take(keep));
        });

    [Theory]
    [InlineData("ohwx, cat, sitting", false, 2, "", "\"ohwx, cat, sitting\"")] // without shuffling nothing counts tags
    [InlineData("ohwx, cat, sitting", true, 1, "", "\"ohwx\" in front, \"cat, sitting\" in any order")]
    [InlineData("a cat sits, black", true, 3, "", "\"a cat sits, black\" in front")] // a tag is what stands between commas
    [InlineData("ohwx ||| cat, sits ||| best", true, 0, "|||", "\"ohwx\" in front, \"cat, sits\" in any order, \"best\" at the end")]
    [InlineData("a cat\na dog", false, 0, "", "\"a cat / a dog\"")]
    [InlineData(" ", false, 0, "", "empty")]
    public void Preview_OfACaption_SaysWhatBecomesOfIt(string caption, bool shuffles, int kept, string separator, string expected) =>
        Assert.Equal(expected, new CaptionRules { ShuffleCaption = shuffles, KeepTokens = kept, KeepTokensSeparator = separator }.Preview(caption));

    [Fact]
    public void Apply_Shuffle_FindsEveryOrder()
    {
        var rules = new CaptionRules { ShuffleCaption = true, KeepTokens = 1 };
        var random = new Random(1);
        Assert.Equal(6, Enumerable.Range(0, 200).Select(_ => rules.Apply("k,a,b,c", random)).Distinct().Count());
    }

    [Fact]
    public void Apply_TagDropout_NeverDropsKeptTags()
    {
        var rules = new CaptionRules { CaptionTagDropoutRate = 1, KeepTokens = 2, CaptionSeparator = ";" };
        Assert.Equal("a, b", rules.Apply("a;b ; c;d", new Random(0)));
        Assert.Equal("", (rules with { KeepTokens = 0 }).Apply("a;b", new Random(0)));
    }

    [Fact]
    public void Apply_PrefixAndSuffix_AreTagsLikeOthers()
    {
        var rules = new CaptionRules { CaptionPrefix = "anime,", CaptionSuffix = ", best" };
        Assert.Equal("anime, a, b , best", rules.Apply("a, b", new Random(0)));
        Assert.StartsWith("anime, ", (rules with { ShuffleCaption = true, KeepTokens = 1 }).Apply("a, b", new Random(5)), StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_Dropout_DropsAboutItsShareWithPrefix()
    {
        var rules = new CaptionRules { CaptionDropoutRate = 0.25, CaptionPrefix = "p" };
        var random = new Random(3);
        int dropped = Enumerable.Range(0, 4000).Count(_ => rules.Apply("a", random).Length == 0);
        Assert.InRange(dropped, 880, 1120); // 1000 ± 4.4 standard deviations
    }

    [Fact]
    public void Apply_KeepTokensSeparator_KeepsHeadAndTail()
    {
        var rules = new CaptionRules { ShuffleCaption = true, KeepTokensSeparator = "|||", KeepTokens = 9 };
        var random = new Random(1);
        var seen = Enumerable.Range(0, 100).Select(_ => rules.Apply("cat, black ||| a, , b, c ||| best, ", random)).ToHashSet();
        Assert.Equal(6, seen.Count); // the orders of a, b, c; empty pieces are gone
        Assert.All(seen, caption => Assert.Matches("^cat, black, [abc], [abc], [abc], best$", caption));
        Assert.Equal("cat ||| a", (rules with { ShuffleCaption = false }).Apply("cat ||| a", random)); // as in sd-scripts, it stays in a caption that is not cut
    }

    [Fact]
    public void Apply_SecondarySeparator_MovesTagsTogether()
    {
        var rules = new CaptionRules { ShuffleCaption = true, SecondarySeparator = ";;;" };
        var random = new Random(2);
        Assert.Equal(["a,b, c", "c, a,b"], Enumerable.Range(0, 50).Select(_ => rules.Apply("a;;;b, c", random)).Distinct().Order());
        Assert.Equal("a,b", (rules with { ShuffleCaption = false }).Apply("a;;;b", random));
    }

    [Fact]
    public void Apply_Wildcards_FindsEveryChoiceOfEveryLine()
    {
        var rules = new CaptionRules { EnableWildcard = true };
        var random = new Random(3);
        var seen = Enumerable.Range(0, 200).Select(_ => rules.Apply("a {red|blue|} hat\n{{x}} {} {open", random)).ToHashSet();
        Assert.Equal(["a  hat", "a blue hat", "a red hat", "{x} {} {open"], seen.Order(StringComparer.Ordinal));
        Assert.Equal("a {red|blue}", new CaptionRules().Apply("a {red|blue}", random));
    }

    [Theory]
    [InlineData("{a|{{b}}}", "a", "{b}")]
    [InlineData("{{{a|b}}}", "{a", "{b}")] // as in sd-scripts the first two of three are the pair, also of those that close
    [InlineData("{a|b}} c}", "a", "b} c")]
    public void Apply_WildcardsWithBraces_ReadsDoubledOnesFirst(string caption, params string[] expected)
    {
        var random = new Random(3);
        var seen = Enumerable.Range(0, 50).Select(_ => new CaptionRules { EnableWildcard = true }.Apply(caption, random)).ToHashSet();
        Assert.Equal(expected.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Apply_DropoutEverySecondEpoch_DropsInThose(int epoch, bool isDropped) =>
        Assert.Equal(isDropped ? "" : "p a", new CaptionRules { CaptionDropoutEveryNEpochs = 2, CaptionPrefix = "p" }.Apply("a", new Random(0), new CaptionProgress(epoch, 5, 100)));

    [Theory]
    [InlineData(0, 100, "k, a")]
    [InlineData(50, 100, "k, a, b, c")] // ⌊50 × (5 − 1) / 100⌋ + 1 = 3 behind the kept one
    [InlineData(99, 100, "k, a, b, c, d")]
    [InlineData(100, 100, "k, a, b, c, d, e")]
    [InlineData(49, 0.25, "k, a, b, c, d")] // a quarter of 200 steps
    [InlineData(50, 0.25, "k, a, b, c, d, e")]
    public void Apply_TokenWarmup_GrowsTheCaption(int step, double end, string expected) =>
        Assert.Equal(expected, new CaptionRules { TokenWarmupStep = end, KeepTokens = 1 }.Apply("k,a,b,c,d,e", new Random(0), new CaptionProgress(1, step, 200)));

    [Fact]
    public void Validate_WrongSettings_ReportsAll() =>
        Assert.Equal(7, new CaptionRules { CaptionDropoutEveryNEpochs = -1, TokenWarmupMin = -1, TokenWarmupStep = double.NaN, KeepTokens = -1, CaptionSeparator = "", CaptionDropoutRate = double.NaN, CaptionTagDropoutRate = 2 }.Validate().Count);
}
