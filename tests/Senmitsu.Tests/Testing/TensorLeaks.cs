using TorchSharp;

namespace Senmitsu.Tests.Testing;

/// <summary>Runs an action and asserts that it leaves no live tensor behind on this thread.</summary>
internal static class TensorLeaks
{
    public static void AssertNone(Action action)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        action();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
