using System.IO.MemoryMappedFiles;

namespace Senmitsu.Formats.Safetensors;

/// <summary>
/// A safetensors file mapped into memory: opening reads only the header, and bytes come from the disk when they are
/// touched. It owns the mapping; every address and span dies with it.
/// </summary>
/// <remarks>Reading from several threads is safe; disposing while another thread reads is not.</remarks>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly SafetensorsHeader _header;
    private byte* _start;

    private SafetensorsFile(string path, FileStream stream)
    {
        Path = path;
        _header = SafetensorsHeader.Read(stream, path);
        var mapped = _header.DataOffset + _header.DataSizeInBytes;
        _map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        try
        {
            _view = _map.CreateViewAccessor(0, mapped, MemoryMappedFileAccess.Read);
        }
        catch
        {
            _map.Dispose();
            throw;
        }

        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    /// <summary>The file, as given to <see cref="Open"/>.</summary>
    public string Path { get; }

    /// <summary>Every tensor by name, in the order of the file.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Tensors => _header.Tensors;

    /// <summary>The free-form strings of <c>__metadata__</c>; empty when the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Position of the data area in the file.</summary>
    public long DataOffset => _header.DataOffset;

    /// <summary>Validates the header of a file and maps the file.</summary>
    /// <exception cref="SafetensorsException">The file is not a valid safetensors file.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SafetensorsFile Open(string path)
    {
        var stream = SafetensorsHeader.OpenStream(path);
        try
        {
            return new SafetensorsFile(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Address of a tensor's first byte; valid until <see cref="Dispose"/>. The memory is read-only and may be unaligned.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    public nint Address(TensorInfo tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ObjectDisposedException.ThrowIf(_start is null, this);
        if (!Tensors.TryGetValue(tensor.Name, out var own) || !ReferenceEquals(own, tensor))
            throw new ArgumentException($"tensor '{tensor.Name}' is not from '{Path}'", nameof(tensor));
        return (nint)(_start + DataOffset + tensor.Offset);
    }

    /// <summary>A tensor's bytes; valid until <see cref="Dispose"/>.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <exception cref="NotSupportedException">The tensor exceeds 2 GiB, which no span can hold; use <see cref="Address"/>.</exception>
    public ReadOnlySpan<byte> Bytes(TensorInfo tensor)
    {
        var address = Address(tensor);
        return tensor.SizeInBytes <= int.MaxValue
            ? new ReadOnlySpan<byte>((void*)address, (int)tensor.SizeInBytes)
            : throw new NotSupportedException($"tensor '{tensor.Name}' of '{Path}' has {tensor.SizeInBytes} bytes, a span holds at most {int.MaxValue}; take its address");
    }

    /// <summary>Unmaps the file. Every address and span taken from it becomes invalid.</summary>
    public void Dispose()
    {
        if (_start is null) return;
        _start = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}
