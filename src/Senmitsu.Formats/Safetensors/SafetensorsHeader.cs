using System.Buffers.Binary;

namespace Senmitsu.Formats.Safetensors;

/// <summary>
/// The validated table of contents of a safetensors file: 8 bytes of length, a JSON header, then the data area, which the
/// tensors cover completely and without overlap.
/// </summary>
public sealed class SafetensorsHeader
{
    /// <summary>Longest header accepted, as in the reference library (<c>huggingface/safetensors</c> <c>tensor.rs</c>, <c>MAX_HEADER_SIZE</c>).</summary>
    public const int MaxHeaderSizeInBytes = 100_000_000;

    internal const string MetadataKey = "__metadata__";
    internal const int LengthSizeInBytes = 8;

    internal SafetensorsHeader(OrderedDictionary<string, TensorInfo> tensors, Dictionary<string, string> metadata, long dataOffset, long dataSizeInBytes)
    {
        Tensors = tensors;
        Metadata = metadata;
        DataOffset = dataOffset;
        DataSizeInBytes = dataSizeInBytes;
    }

    /// <summary>Every tensor by name, in the order of the data area.</summary>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>The free-form strings of <c>__metadata__</c>; empty when the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Position of the data area in the file.</summary>
    public long DataOffset { get; }

    /// <summary>Size of the data area.</summary>
    public long DataSizeInBytes { get; }

    /// <summary>Reads and validates the header of a file without touching its data area.</summary>
    /// <exception cref="SafetensorsException">The file is not a valid safetensors file.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SafetensorsHeader Read(string path)
    {
        using var stream = OpenStream(path);
        return Read(stream, path);
    }

    /// <summary>Reads and validates a header at the start of a seekable stream that holds one whole file.</summary>
    /// <param name="stream">At position 0; left behind the header.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="SafetensorsException">The stream does not hold a valid safetensors file.</exception>
    public static SafetensorsHeader Read(Stream stream, string path)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var fileSize = stream.Length;
        if (fileSize < LengthSizeInBytes)
        {
            throw new SafetensorsException(SafetensorsFault.FileTooSmall, path, null, $"the file has {fileSize} bytes, a safetensors file has at least {LengthSizeInBytes + 2}. It is empty or cut off: get it again.");
        }

        Span<byte> lengthBytes = stackalloc byte[LengthSizeInBytes];
        stream.ReadExactly(lengthBytes);
        var headerSize = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (headerSize > MaxHeaderSizeInBytes)
        {
            throw new SafetensorsException(SafetensorsFault.HeaderTooLarge, path, null, $"the header claims {headerSize} bytes, at most {MaxHeaderSizeInBytes} are allowed. This is probably not a safetensors file.");
        }

        if (headerSize > (ulong)(fileSize - LengthSizeInBytes))
        {
            throw new SafetensorsException(SafetensorsFault.HeaderTruncated, path, null, $"the header claims {headerSize} bytes, only {fileSize - LengthSizeInBytes} follow. The file is cut off or not a safetensors file: get it again.");
        }

        var header = new byte[headerSize];
        stream.ReadExactly(header);
        return Parse(header, fileSize - LengthSizeInBytes - header.Length, path);
    }

    /// <summary>Validates the JSON of a header.</summary>
    /// <param name="header">The header without its length.</param>
    /// <param name="dataSizeInBytes">How many bytes follow it in the file.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="SafetensorsException">The header is invalid, or does not fit the data area.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> header, long dataSizeInBytes, string path)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataSizeInBytes);
        var (tensors, metadata) = SafetensorsHeaderReader.Read(header, path);
        var ordered = TensorLayout.Validate(tensors, dataSizeInBytes, path);
        return new SafetensorsHeader(ordered, metadata, LengthSizeInBytes + header.Length, dataSizeInBytes);
    }

    internal static FileStream OpenStream(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0)
            : throw new FileNotFoundException($"the safetensors file '{path}' does not exist{(Directory.Exists(path) ? ": it is a folder" : "")}", path);
    }
}
