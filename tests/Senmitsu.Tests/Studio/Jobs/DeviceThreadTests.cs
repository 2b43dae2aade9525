using Senmitsu.Studio.Jobs;

namespace Senmitsu.Tests.Studio.Jobs;

public sealed class DeviceThreadTests
{
    [Fact]
    public async Task RunAsync_ManyPieces_RunOnOneThreadOfItsOwnInOrder()
    {
        using var device = new DeviceThread();
        var seen = new List<(int Number, int Thread, bool IsPool, bool IsDevice)>();
        var work = Enumerable.Range(0, 50).Select(i => device.RunAsync(() => seen.Add((i, Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread, device.IsCurrent)))).ToList();
        await Task.WhenAll(work);
        Assert.Equal(Enumerable.Range(0, 50), seen.Select(piece => piece.Number));
        Assert.Single(seen.Select(piece => piece.Thread).Distinct());
        Assert.All(seen, piece => Assert.True(piece is { IsPool: false, IsDevice: true }));
        Assert.False(device.IsCurrent);
    }

    [Fact]
    public async Task RunAsync_WorkThatFails_GivesItsExceptionToTheCallerAndGoesOn()
    {
        using var device = new DeviceThread();
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => device.RunAsync<int>(() => throw new InvalidDataException("broken")));
        Assert.Equal("broken", error.Message);
        Assert.Equal(3, await device.RunAsync(() => 3));
    }

    /// <summary>OpenMP counts threads per calling thread: a new one must not compute alone.</summary>
    [Fact]
    public async Task RunAsync_Tensors_ComputeOnAsManyThreadsAsElsewhere()
    {
        using var device = new DeviceThread();
        Assert.Equal(TorchSharp.torch.get_num_threads(), await device.RunAsync(TorchSharp.torch.get_num_threads));
    }

    [Fact]
    public async Task RunAsync_OnLinux_HasLessThanNormalPriority()
    {
        using var device = new DeviceThread();
        var (own, other) = (NiceValue(), await device.RunAsync(NiceValue));
        if (OperatingSystem.IsLinux()) Assert.Equal(Math.Max(own, 10), other);

        // "1234 (device) S …": the 19th field is the nice value; the name may hold blanks.
        static int NiceValue() => OperatingSystem.IsLinux() ? int.Parse(File.ReadAllText("/proc/thread-self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[16], System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
