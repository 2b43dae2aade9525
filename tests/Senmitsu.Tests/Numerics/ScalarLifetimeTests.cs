using System.Diagnostics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Numerics;

/// <summary>See docs/decisions/0069-torchsharp-is-not-optimized.md.</summary>
[Collection(RunsAlone.Name)]
public sealed class ScalarLifetimeTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Operations_WithNumbers_WhileGarbageIsCollected_ComputeWithThoseNumbers()
    {
        using var ended = new CancellationTokenSource();
        var collecting = OnThreadOfItsOwn(() =>
        {
            while (!ended.IsCancellationRequested)
            {
                GC.Collect(0);
                Thread.Yield();
            }
        });
        using var x = ones(8);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(i => OnThreadOfItsOwn(() =>
            {
                while (Stopwatch.GetElapsedTime(started) < Length)
                {
                    using var product = x.mul(0.25 + i);
                    using var sum = product.add(1.5);
                    Assert.Equal(1.75f + i, sum.data<float>()[0]);
                }
            })));
        }
        finally
        {
            await ended.CancelAsync();
            await collecting;
        }
    }

    private static Task OnThreadOfItsOwn(Action work) => Task.Factory.StartNew(work, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
