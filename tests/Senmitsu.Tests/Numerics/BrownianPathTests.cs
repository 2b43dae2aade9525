using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Numerics;

public sealed class BrownianPathTests
{
    private const double Start = 0.0292, End = 14.6146;

    // The increments of a path add up, whatever the pieces.
    [Theory]
    [InlineData(14.6146, 3.2, 0.0292)]
    [InlineData(9.1029, 5.4784, 3.1686)]
    [InlineData(0.2014, 0.0819, 0.0292)]
    public void Between_OfNeighbours_AddsUp(double high, double middle, double low)
    {
        var path = new BrownianPath([7, 8], Start, End, RandomSource.Cpu);
        using var like = zeros(2, 4, 8, 8);
        using var whole = path.Between(like, high, low) * Math.Sqrt(high - low);
        using var first = path.Between(like, high, middle) * Math.Sqrt(high - middle);
        using var second = path.Between(like, middle, low) * Math.Sqrt(middle - low);
        using var sum = first + second;
        TensorAssert.Close(whole, sum, 1e-4, "increments");
    }

    [Theory]
    [InlineData(RandomSource.Cpu)]
    [InlineData(RandomSource.Nv)]
    public void Between_IsStandardNormalAndRepeatable(RandomSource source)
    {
        var path = new BrownianPath([3], Start, End, source);
        using var like = zeros(1, 4, 64, 64);
        using var first = path.Between(like, 4.6, 2.9);
        using var again = new BrownianPath([3], Start, End, source).Between(like, 4.6, 2.9);
        Assert.Equal(first.data<float>().ToArray(), again.data<float>().ToArray());
        Assert.Equal(0, first.mean().item<float>(), 0.03f);
        Assert.Equal(1, first.std().item<float>(), 0.03f);
    }

    // By definition: the whole path is its first draw, seen backwards.
    [Fact]
    public void Between_TheEnds_IsTheRootDrawTurnedAround()
    {
        using var like = zeros(1, 4, 4, 4);
        using var whole = new BrownianPath([42], Start, End, RandomSource.Cpu).Between(like, End, Start);
        using var source = new NoiseSource([387750627]);
        using var root = source.Next([4, 4, 4]);
        using var expected = root.neg();
        TensorAssert.Close(expected, whole, 1e-5, "root");
    }

    [Fact]
    public void Between_OfABatch_EqualsTheSeedsAlone()
    {
        using var two = zeros(2, 4, 4, 4);
        using var one = zeros(1, 4, 4, 4);
        using var both = new BrownianPath([1, 2], Start, End, RandomSource.Cpu).Between(two, 2, 1);
        using var alone = new BrownianPath([2], Start, End, RandomSource.Cpu).Between(one, 2, 1);
        Assert.Equal(alone[0].data<float>().ToArray(), both[1].data<float>().ToArray());
    }

    [Fact]
    public void Between_LeaksNothing() => TensorLeaks.AssertNone(() =>
    {
        using var like = zeros(1, 4, 4, 4);
        new BrownianPath([1], Start, End, RandomSource.Nv).Between(like, 2, 1).Dispose();
    });
}
