using System.Runtime.InteropServices;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Testing;

/// <summary>An open golden file whose tensors are read by name.</summary>
internal sealed class GoldenTensors(string name) : IDisposable
{
    private readonly SafetensorsFile _file = SafetensorsFile.Open(Golden.File(name));

    public IEnumerable<string> Names => _file.Tensors.Keys.Order(StringComparer.Ordinal);

    public Tensor this[string name] => TensorFiles.Read(_file, name);

    public bool Has(string name) => _file.Tensors.ContainsKey(name);

    public float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(_file.Bytes(_file.Tensors[name])).ToArray();

    public long[] Longs(string name) => MemoryMarshal.Cast<byte, long>(_file.Bytes(_file.Tensors[name])).ToArray();

    public byte[] Bytes(string name) => _file.Bytes(_file.Tensors[name]).ToArray();

    public long[] Shape(string name) => [.. _file.Tensors[name].Shape];

    public void Dispose() => _file.Dispose();

    /// <summary>Asserts that every element differs by at most <paramref name="absolute"/> + <paramref name="relative"/>·|expected|; prints and names the worst.</summary>
    public static void AssertClose(string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double relative, double absolute = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        var (worst, excess) = (-1, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs((double)expected[i] - actual[i]);
            largest = Math.Max(largest, difference);
            var over = difference - (absolute + relative * Math.Abs(expected[i]));
            if (!(over <= excess)) (worst, excess) = (i, over);
        }

        Console.WriteLine($"golden  {what,-70} worst {largest,10:G3}  allowed {absolute,8:G3} + {relative:G3} relative");
        Assert.True(worst < 0, worst < 0 ? "" : $"{what}: worst at [{worst}]: expected {expected[worst]:R}, got {actual[worst]:R}, {excess:E2} over tolerance");
    }
}
