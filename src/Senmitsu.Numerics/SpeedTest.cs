using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>How fast this machine computes what networks are made of.</summary>
public static class SpeedTest
{
    private static readonly TimeSpan PerOperation = TimeSpan.FromSeconds(0.8);

    /// <summary>Measures for about two seconds.</summary>
    /// <param name="device">Where.</param>
    /// <param name="clock">Source of times.</param>
    /// <returns>GFLOP/s of a 3×3 convolution and of a matrix product in the device's automatic precision.</returns>
    public static (double Convolution, double MatrixProduct) Run(ComputeDevice device, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(device);
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        var dataType = device.Resolve(Precision.Auto);
        var image = MemoryFormat.ChannelsLast(ones([1, 320, 64, 64], dataType, device.Device));
        var kernel = MemoryFormat.ChannelsLast(ones([320, 320, 3, 3], dataType, device.Device));
        var left = ones([1024, 1280], dataType, device.Device);
        var right = ones([1280, 1280], dataType, device.Device);
        long[] one = [1, 1];
        var convolution = Measure(2.0 * 320 * 320 * 9 * 64 * 64, () => nn.functional.conv2d(image, kernel, null, one, one).Dispose(), clock);
        var product = Measure(2.0 * 1024 * 1280 * 1280, () => left.matmul(right).Dispose(), clock);
        return (convolution, product);
    }

    private static double Measure(double operations, Action run, TimeProvider clock)
    {
        run();
        var best = TimeSpan.MaxValue;
        var started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) < PerOperation)
        {
            var begin = clock.GetTimestamp();
            run();
            var elapsed = clock.GetElapsedTime(begin);
            if (elapsed < best) best = elapsed;
        }

        return operations / best.TotalSeconds / 1e9;
    }
}
