using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>Where tensors are computed, and in which number format.</summary>
/// <param name="Type">CPU or CUDA.</param>
/// <param name="Index">CUDA device number; 0 for the CPU.</param>
public sealed record ComputeDevice(DeviceType Type, int Index)
{
    /// <summary>The processor.</summary>
    public static ComputeDevice Cpu { get; } = new(DeviceType.CPU, 0);

    /// <summary>The device as TorchSharp names it.</summary>
    public Device Device => Type == DeviceType.CPU ? CPU : device(Type, Index);

    /// <summary>Reads <c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="ArgumentException">The text is none of these, or no such device answers.</exception>
    public static ComputeDevice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.Trim().ToLowerInvariant();
        if (name is "cpu") return Cpu;
        if (name is "auto" or "") return HasCuda() ? new ComputeDevice(DeviceType.CUDA, 0) : Cpu;

        var number = 0;
        if (name is "cuda" || (name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name.AsSpan(5), out number) && number >= 0))
        {
            if (!HasCuda()) throw new ArgumentException($"--device {text}: no CUDA device answers on this machine. Use --device cpu, or --device auto.");
            if (number >= cuda.device_count()) throw new ArgumentException($"--device {text}: there are {cuda.device_count()} CUDA devices, numbered from 0.");
            return new ComputeDevice(DeviceType.CUDA, number);
        }

        throw new ArgumentException($"--device {text} is unknown. Use auto, cpu, cuda or cuda:N.");
    }

    /// <summary>The dtype networks use on this device for a requested precision.</summary>
    public ScalarType Resolve(Precision precision) => (precision, Type) switch
    {
        (Precision.Float32, _) => ScalarType.Float32,
        (Precision.BFloat16, _) => ScalarType.BFloat16,
        (Precision.Float16, DeviceType.CUDA) => ScalarType.Float16,
        (_, DeviceType.CUDA) => ScalarType.BFloat16,
        _ => CpuFeatures.HasBFloat16 ? ScalarType.BFloat16 : ScalarType.Float32,
    };

    /// <inheritdoc/>
    public override string ToString() => Type == DeviceType.CPU ? "cpu" : $"cuda:{Index}";

    private static bool HasCuda() => cuda.is_available();
}
