using Senmitsu.Formats.Files;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Formats.Safetensors;

/// <summary>
/// A safetensors file mapped into memory: opening reads only the header, and bytes come from the disk when they are
/// touched. It owns the mapping; every address and span dies with it.
/// </summary>
/// <remarks>Reading from several threads is safe; disposing while another thread reads is not.</remarks>
public sealed class SafetensorsFile : WeightFile
{
    private readonly SafetensorsHeader _header;
    private readonly MappedFile _map;

    private SafetensorsFile(string path, FileStream stream)
        : base(path)
    {
        _header = SafetensorsHeader.Read(stream, path);
        _map = new MappedFile(stream, _header.DataOffset + _header.DataSizeInBytes);
    }

    /// <inheritdoc/>
    /// <remarks>In the order of the file.</remarks>
    public override IReadOnlyDictionary<string, TensorInfo> Tensors => _header.Tensors;

    /// <summary>The free-form strings of <c>__metadata__</c>; empty when the file has none.</summary>
    public override IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

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

    /// <inheritdoc/>
    public override nint Address(TensorInfo tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!Tensors.TryGetValue(tensor.Name, out var own) || !ReferenceEquals(own, tensor))
            throw new ArgumentException($"tensor '{tensor.Name}' is not from '{Path}'", nameof(tensor));
        return _map.Address(DataOffset + tensor.Offset);
    }

    /// <summary>Unmaps the file. Every address and span taken from it becomes invalid.</summary>
    private protected override void Close() => _map.Dispose();
}
