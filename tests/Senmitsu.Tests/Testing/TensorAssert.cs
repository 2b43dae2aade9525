using static TorchSharp.torch;

namespace Senmitsu.Tests.Testing;

/// <summary>Element-by-element comparison with golden tensors; every comparison prints its worst difference.</summary>
internal static class TensorAssert
{
    /// <summary>Every element within <paramref name="tolerance"/> of the golden one.</summary>
    public static void Close(Tensor expected, Tensor actual, double tolerance, string what)
    {
        var (worst, index) = Worst(expected, actual, what);
        Report(what, worst, tolerance, index);
        Assert.True(worst <= tolerance, $"{what}: worst difference {worst:G4} at {index}, allowed {tolerance:G4}");
    }

    /// <summary>Every element within <paramref name="fraction"/> of the golden tensor's standard deviation.</summary>
    public static void CloseToDeviation(Tensor expected, Tensor actual, double fraction, string what)
    {
        using var deviation = expected.to(ScalarType.Float64).std();
        Close(expected, actual, fraction * deviation.item<double>(), what);
    }

    /// <summary>Relative difference of two numbers.</summary>
    public static void CloseRelative(double expected, double actual, double tolerance, string what)
    {
        var difference = Math.Abs(expected - actual) / Math.Max(Math.Abs(expected), 1e-30);
        Report(what, difference, tolerance, "relative");
        Assert.True(difference <= tolerance, $"{what}: expected {expected:R}, got {actual:R}, relative difference {difference:G4}, allowed {tolerance:G4}");
    }

    /// <summary>Largest absolute difference and where it is.</summary>
    public static (double Difference, string Index) Worst(Tensor expected, Tensor actual, string what)
    {
        using var scope = NewDisposeScope();
        Assert.True(expected.shape.SequenceEqual(actual.shape), $"{what}: expected shape [{string.Join(", ", expected.shape)}], got [{string.Join(", ", actual.shape)}]");
        if (expected.NumberOfElements == 0) return (0, "[]");
        var difference = expected.to(ScalarType.Float64).sub(actual.detach().to(ScalarType.Float64)).abs().flatten();
        Assert.True(difference.isfinite().all().item<bool>(), $"{what}: not finite");
        var position = difference.argmax().item<long>();
        var index = new long[expected.shape.Length];
        var rest = position;
        for (var i = index.Length - 1; i >= 0; i--)
        {
            index[i] = rest % expected.shape[i];
            rest /= expected.shape[i];
        }

        return (difference[position].item<double>(), $"[{string.Join(", ", index)}]");
    }

    private static void Report(string what, double worst, double tolerance, string index) =>
        Console.WriteLine($"golden  {what,-70} worst {worst,10:G3}  allowed {tolerance,8:G3}  at {index}");
}
