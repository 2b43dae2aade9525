using Senmitsu.DemoModel.Demonstration;

namespace Senmitsu.Tests.DemoModel.Demonstration;

public sealed class HitRateTests
{
    /// <summary>Published examples of Wilson's interval (Newcombe 1998, table I, method 3).</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Bounds_PublishedExamples_Agree(int hits, int count, double low, double high)
    {
        var rate = new HitRate(hits, count);
        Assert.Equal(low, rate.Low, 5e-5);
        Assert.Equal(high, rate.High, 5e-5);
    }

    [Fact]
    public void Of_Tries_CountsHits() => Assert.Equal(new HitRate(2, 5), HitRate.Of([1, 2, 3, 4, 5], value => value > 3));
}
