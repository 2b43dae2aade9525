using Senmitsu.Studio.Jobs;

namespace Senmitsu.Tests.Studio.Jobs;

public sealed class LatestFeedTests
{
    private const int Last = 1000;

    [Fact]
    public async Task Attach_ViewerThatReadsNothingForLong_GetsTheLatestAndThenTheEnd()
    {
        var feed = new LatestFeed<int>(0);
        using var viewer = feed.Attach();
        Count(feed);
        Assert.Equal([Last], await ToListAsync(viewer));
    }

    [Fact]
    public async Task Attach_TwiceAndAgainLater_EachSeesTheLatestAtOnceAndTheLast()
    {
        var feed = new LatestFeed<int>(0);
        using var first = feed.Attach();
        feed.Publish(_ => 5, _ => false);
        using var second = feed.Attach();
        await using (var reader = second.GetAsyncEnumerator(TestContext.Current.CancellationToken))
        {
            Assert.True(await reader.MoveNextAsync());
            Assert.Equal(5, reader.Current);
        }

        second.Dispose(); // a page that was closed
        Count(feed);
        using var late = feed.Attach();
        Assert.Equal([Last], await ToListAsync(first));
        Assert.Equal([Last], await ToListAsync(late));
        Assert.Empty(await ToListAsync(second));
    }

    [Fact]
    public async Task Attach_WhileOtherThreadsPublish_SeesGrowingValuesAndTheLast()
    {
        var feed = new LatestFeed<int>(0);
        using var viewer = feed.Attach();
        var reading = ToListAsync(viewer);
        await Task.Run(() => Count(feed), TestContext.Current.CancellationToken);
        var seen = await reading;
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(Last, seen[^1]);
    }

    [Fact]
    public async Task Dispose_WhileALoopWaits_EndsTheLoop()
    {
        var feed = new LatestFeed<int>(0);
        var viewer = feed.Attach();
        var reading = ToListAsync(viewer);
        viewer.Dispose();
        Assert.True((await reading).Count <= 1);
        feed.Publish(_ => 1, _ => false);
    }

    [Fact]
    public void Publish_AfterTheLast_ChangesNothing()
    {
        var feed = new LatestFeed<int>(0);
        Count(feed);
        feed.Publish(_ => 3, _ => false);
        Assert.Equal(Last, feed.Latest);
    }

    private static void Count(LatestFeed<int> feed)
    {
        for (var i = 0; i < Last; i++) feed.Publish(number => Math.Max(number, i) + 1, number => number == Last);
    }

    private static async Task<List<int>> ToListAsync(LatestViewer<int> viewer)
    {
        var seen = new List<int>();
        await foreach (var value in viewer.WithCancellation(TestContext.Current.CancellationToken)) seen.Add(value);
        return seen;
    }
}
