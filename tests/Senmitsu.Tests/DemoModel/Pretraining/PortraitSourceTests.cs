using Senmitsu.DemoModel.People;
using Senmitsu.DemoModel.Pretraining;

namespace Senmitsu.Tests.DemoModel.Pretraining;

public sealed class PortraitSourceTests
{
    private const int Takes = 4;

    private static readonly PortraitSource Portraits = new(7, Takes);

    [Fact]
    public void Facts_TakesOfAPerson_DifferInExpressionAndClothesOnly()
    {
        for (var first = 0; first < 200; first += Takes)
        {
            var all = Enumerable.Range(first, Takes).Select(number => Portraits.Facts(number)).ToList();
            Assert.Single(all.Select(facts => facts.Person).Distinct());
            Assert.Equal(Takes, all.Select(facts => facts.Scene.Expression).Distinct().Count());
            Assert.Equal(Takes, all.Select(facts => facts.Scene.Clothes).Distinct().Count());
            Assert.Single(all.Select(facts => facts.Scene with { Expression = default, Clothes = default }).Distinct());
        }

        Assert.NotEqual(Portraits.Facts(0).Person, Portraits.Facts(Takes).Person);
    }

    [Fact]
    public void Facts_OfManyTakes_ShowEachExpressionWithEachClothes()
    {
        var pairs = Enumerable.Range(0, 2000).Select(number => Portraits.Facts(number).Scene).Select(scene => (scene.Expression, scene.Clothes));
        Assert.Equal(Enum.GetValues<Expression>().Length * Enum.GetValues<ClothesType>().Length, pairs.Distinct().Count());
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(33, 36)]
    public void Whole_LeavesNoPersonWithoutAllTakes(int count, int expected) => Assert.Equal(expected, Portraits.Whole(count));

    [Fact]
    public void Fingerprint_IsOfTheSeriesAndOfNoOther()
    {
        var known = new PortraitSource(5, Takes).Fingerprint();
        Assert.Matches("^[0-9a-f]{12}$", known);
        Assert.Equal(known, new PortraitSource(5, Takes).Fingerprint());
        Assert.NotEqual(known, new PortraitSource(6, Takes).Fingerprint());
        Assert.NotEqual(known, new PortraitSource(5, Takes - 1).Fingerprint());
    }

    [Fact]
    public void Caption_TakesOfAPerson_DifferInTheWordsOfTheirDifferencesOnly()
    {
        for (var first = 0; first < 200; first += Takes)
        {
            var all = Enumerable.Range(first, Takes).Select(number => Neutral(Portraits.Caption(number, 5), Portraits.Facts(number).Scene));
            Assert.Single(all.Distinct());
        }

        static string Neutral(string caption, Scene scene) => caption
            .Replace(PortraitCaption.Words(scene.Expression), "EXPRESSION", StringComparison.Ordinal)
            .Replace(PortraitCaption.Words(scene.Clothes), "CLOTHES", StringComparison.Ordinal);
    }
}
