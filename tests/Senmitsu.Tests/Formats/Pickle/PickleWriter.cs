using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Tests.Formats.Pickle;

/// <summary>Writes the files of <c>torch.save</c>: pickle instructions one by one, in its zip archive or its older format.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _pickle = [];
    private readonly List<(string Key, byte[] Bytes, int ElementSize)> _storages = [];

    public PickleWriter() => Raw(0x80, 2);

    public PickleWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _pickle.AddRange(bytes);
        return this;
    }

    public PickleWriter Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return Raw((byte)'X').Raw(length).Raw(bytes);
    }

    public PickleWriter Number(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw(0x8A, 8).Raw(bytes);
    }

    public PickleWriter Global(string module, string name) => Raw((byte)'c').Raw(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public PickleWriter Tuple(params long[] values)
    {
        Raw((byte)'(');
        foreach (var value in values) Number(value);
        return Raw((byte)'t');
    }

    /// <summary>A dictionary whose entries the action pushes, key by value.</summary>
    public PickleWriter Dictionary(Action entries)
    {
        Raw((byte)'}', (byte)'(');
        entries();
        return Raw((byte)'u');
    }

    /// <summary><c>_rebuild_tensor_v2(storage, offset, size, stride, False, OrderedDict())</c>.</summary>
    public PickleWriter Tensor(TensorDataType type, string storageType, byte[] bytes, long[] shape, long[]? strides = null, long start = 0, long? claimed = null)
    {
        var key = _storages.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _storages.Add((key, bytes, type.SizeInBytes()));
        strides ??= [.. shape.Select((_, i) => shape.Skip(i + 1).Aggregate(1L, (product, size) => product * size))];
        Global("torch._utils", "_rebuild_tensor_v2").Raw((byte)'(');
        Raw((byte)'(').Text("storage").Global("torch", storageType).Text(key).Text("cpu").Number(claimed ?? bytes.Length / type.SizeInBytes()).Raw((byte)'t', (byte)'Q');
        Number(start).Tuple(shape).Tuple(strides).Raw(0x89);
        Global("collections", "OrderedDict").Raw((byte)')', (byte)'R');
        return Raw((byte)'t', (byte)'R');
    }

    public byte[] Pickle() => [.. _pickle, (byte)'.'];

    /// <summary>torch ≥ 1.6: an uncompressed zip archive.</summary>
    public byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "archive/data.pkl", Pickle());
            foreach (var (key, bytes, _) in _storages) Add(archive, $"archive/data/{key}", bytes);
        }

        return stream.ToArray();
    }

    /// <summary>torch &lt; 1.6: pickles behind each other, then the storages.</summary>
    public byte[] Legacy()
    {
        byte[] mark = [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'];
        byte[] version = [0x80, 2, (byte)'M', 0xE9, 3, (byte)'.'], machine = [0x80, 2, (byte)'}', (byte)'.'];
        var keys = new PickleWriter().Raw((byte)']', (byte)'(');
        foreach (var (key, _, _) in _storages) keys.Text(key);
        keys.Raw((byte)'e');
        using var stream = new MemoryStream();
        foreach (var part in (byte[][])[mark, version, machine, Pickle(), keys.Pickle()]) stream.Write(part);
        foreach (var (_, bytes, elementSize) in _storages)
        {
            stream.Write(BitConverter.GetBytes((long)bytes.Length / elementSize));
            stream.Write(bytes);
        }

        return stream.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
