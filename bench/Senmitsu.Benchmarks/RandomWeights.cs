using Senmitsu.Formats.Safetensors;
using static TorchSharp.torch;

namespace Senmitsu.Benchmarks;

/// <summary>
/// Random float16 weights that let activations pass unchanged in size: matrices ~ N(0, 1/fan_in), norm scales about 1, biases small.
/// Bytes are made when the writer asks for them, in one buffer, so that a file needs no more memory than its largest tensor.
/// </summary>
internal static class RandomWeights
{
    private const ulong Seed = 1;
    private const int BytesPerElement = 2;
    private const double NormSpread = 0.05;
    private const double BiasSpread = 0.01;

    /// <summary>Tensors whose values depend on shape, kind and place in the list alone.</summary>
    public static IReadOnlyList<TensorData> Tensors(IReadOnlyList<(string Key, long[] Shape)> weights)
    {
        var buffer = new byte[weights.Max(weight => SizeInBytes(weight.Shape))];
        return [.. weights.Select((weight, i) => Tensor(buffer, weight.Key, weight.Shape, Seed + (ulong)i))];
    }

    private static TensorData Tensor(byte[] buffer, string key, long[] shape, ulong seed)
    {
        using var bytes = new RandomBytes(buffer, SizeInBytes(shape), memory => Fill(memory, key, shape, seed));
        return new TensorData(key, TensorDataType.Float16, shape, bytes.Memory);
    }

    private static int SizeInBytes(long[] shape) => checked((int)(shape.Aggregate(1L, (product, size) => product * size) * BytesPerElement));

    private static void Fill(Memory<byte> bytes, string key, long[] shape, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = new Generator(seed, CPU);
        var values = randn([bytes.Length / BytesPerElement], generator: generator);
        if (shape.Length > 1) values.div_(Math.Sqrt(shape[1..].Aggregate(1L, (product, size) => product * size)));
        else if (key.EndsWith(".weight", StringComparison.Ordinal)) values.mul_(NormSpread).add_(1);
        else values.mul_(BiasSpread);
        values.to(ScalarType.Float16).bytes.CopyTo(bytes.Span);
    }
}
