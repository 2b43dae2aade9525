using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Weights;

/// <summary>Named tensors in a file or folder, whatever its format. It owns the mapped memory; every address and span dies with it.</summary>
/// <param name="path">The file or folder, as the user named it.</param>
public abstract class WeightFile(string path) : IDisposable
{
    /// <summary>The file or folder, as the user named it.</summary>
    public string Path { get; } = path;

    /// <summary>Every tensor by name.</summary>
    public abstract IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>The strings that the file says about itself; empty when it says nothing.</summary>
    public abstract IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Address of a tensor's first byte; its elements are dense and row-major, and may be unaligned. Valid until <see cref="Dispose"/>; read-only.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    public abstract nint Address(TensorInfo tensor);

    /// <summary>A tensor's bytes; valid until <see cref="Dispose"/>.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <exception cref="NotSupportedException">The tensor exceeds 2 GiB, which no span can hold; use <see cref="Address"/>.</exception>
    public unsafe ReadOnlySpan<byte> Bytes(TensorInfo tensor)
    {
        var address = Address(tensor);
        return tensor.SizeInBytes <= int.MaxValue
            ? new ReadOnlySpan<byte>((void*)address, (int)tensor.SizeInBytes)
            : throw new NotSupportedException($"tensor '{tensor.Name}' of '{Path}' has {tensor.SizeInBytes} bytes, a span holds at most {int.MaxValue}; take its address");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the memory; harmless the second time.</summary>
    private protected abstract void Close();
}
