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
    public void Validate_WrongSettings_ReportsAll() =>
        Assert.Equal(4, new CaptionRules { KeepTokens = -1, CaptionSeparator = "", CaptionDropoutRate = double.NaN, CaptionTagDropoutRate = 2 }.Validate().Count);
}
