using System.IO.MemoryMappedFiles;

namespace Senmitsu.Formats.Files;

/// <summary>A file mapped into memory for reading. Owns the mapping and the stream.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _start;

    /// <summary>Maps the beginning of a file. Takes ownership of the stream.</summary>
    /// <param name="stream">The open file.</param>
    /// <param name="sizeInBytes">How much; at least 1, at most the file.</param>
    public MappedFile(FileStream stream, long sizeInBytes)
    {
        _map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        try
        {
            _view = _map.CreateViewAccessor(0, sizeInBytes, MemoryMappedFileAccess.Read);
        }
        catch
        {
            _map.Dispose();
            throw;
        }

        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    /// <summary>Address of a byte; valid until <see cref="Dispose"/>.</summary>
    /// <param name="offset">Below the size that was mapped.</param>
    public nint Address(long offset)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        return (nint)(_start + offset);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_start is null) return;
        _start = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}
