using System.Diagnostics;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Numerics;

/// <summary>See docs/decisions/0069-torchsharp-is-not-optimized.md.</summary>
public sealed class ScalarLifetimeTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Operations_WithNumbers_WhileGarbageIsCollected_ComputeWithThoseNumbers()
    {
        using var ended = new CancellationTokenSource();
        var collecting = Task.Run(() =>
        {
            while (!ended.IsCancellationRequested)
            {
                GC.Collect(0);
                Thread.Yield();
            }
        }, TestContext.Current.CancellationToken);
        using var x = ones(8);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() =>
            {
                while (Stopwatch.GetElapsedTime(started) < Length)
                {
                    using var product = x.mul(0.25 + i);
                    using var sum = product.add(1.5);
                    Assert.Equal(1.75f + i, sum.data<float>()[0]);
                }
            }, TestContext.Current.CancellationToken)));
        }
        finally
        {
            await ended.CancelAsync();
            await collecting;
        }
    }
}
