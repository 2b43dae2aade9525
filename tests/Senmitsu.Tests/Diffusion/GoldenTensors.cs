using System.Runtime.InteropServices;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Diffusion;

/// <summary>A golden safetensors file, read as floats and tensors.</summary>
internal sealed class GoldenTensors(string name) : IDisposable
{
    private readonly SafetensorsFile _file = SafetensorsFile.Open(Golden.File(name));

    public IEnumerable<string> Names => _file.Tensors.Keys;

    public bool Contains(string tensor) => _file.Tensors.ContainsKey(tensor);

    public float[] Floats(string tensor) => MemoryMarshal.Cast<byte, float>(_file.Bytes(_file.Tensors[tensor])).ToArray();

    public long[] Longs(string tensor) => MemoryMarshal.Cast<byte, long>(_file.Bytes(_file.Tensors[tensor])).ToArray();

    public long[] Shape(string tensor) => [.. _file.Tensors[tensor].Shape];

    public Tensor Tensor(string tensor) => ToTensor(Floats(tensor), Shape(tensor));

    public void Dispose() => _file.Dispose();

    /// <summary>Asserts that every element differs by at most <paramref name="absolute"/> + <paramref name="relative"/>·|expected|; names the worst.</summary>
    public static void AssertClose(string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double relative, double absolute = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        var (worst, excess) = (-1, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            var over = Math.Abs((double)expected[i] - actual[i]) - (absolute + relative * Math.Abs(expected[i]));
            if (!(over <= excess)) (worst, excess) = (i, over);
        }

        Assert.True(worst < 0, worst < 0 ? "" : $"{what}: worst at [{worst}]: expected {expected[worst]:R}, got {actual[worst]:R}, {excess:E2} over tolerance");
    }

    private static Tensor ToTensor(float[] values, long[] shape) => tensor(values, dtype: ScalarType.Float32).view(shape);
}
