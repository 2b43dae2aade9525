using System.Runtime.InteropServices;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Formats.Pickle;

/// <summary>
/// A <c>.ckpt</c>, <c>.pt</c> or <c>.bin</c> file of <c>torch.save</c>, read without running anything in it. Tensors are mapped, not loaded; only those whose numbers
/// are not dense are copied, when they are asked for. It owns mapping and copies.
/// </summary>
public sealed unsafe class TorchFile : WeightFile
{
    private readonly MappedFile _map;
    private readonly OrderedDictionary<string, TensorInfo> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PickleTensor> _scattered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, nint> _copies = new(StringComparer.Ordinal);

    private TorchFile(string path, FileStream stream)
        : base(path)
    {
        var isZip = stream.ReadByte() == 'P';
        var archive = isZip ? TorchArchive.ReadZip(stream, path) : TorchArchive.ReadLegacy(stream, path);
        Metadata = TorchTensors.Facts(archive.Content);
        foreach (var (name, tensor) in TorchTensors.In(archive.Content, path))
        {
            if (!archive.Storages.TryGetValue(tensor.Storage.Key, out var storage)) throw Invalid($"the numbers of tensor '{name}' are missing");
            var elementSize = tensor.DataType.SizeInBytes();
            if (tensor.Count > 0 && tensor.Last >= storage.Size / elementSize) throw Invalid($"tensor '{name}' ends outside its storage");
            _tensors[name] = new TensorInfo(name, tensor.DataType, tensor.Shape, storage.Offset + tensor.Start * elementSize, tensor.Count * elementSize);
            if (!tensor.IsDense) _scattered[name] = tensor;
        }

        _map = new MappedFile(stream, stream.Length);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, TensorInfo> Tensors => _tensors;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads what the file describes, and maps it.</summary>
    /// <exception cref="PickleException">The file is damaged, or names something that is no tensor.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TorchFile Open(string path)
    {
        var stream = SafetensorsHeader.OpenStream(path);
        try
        {
            return new TorchFile(path, stream);
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
        if (!_tensors.TryGetValue(tensor.Name, out var own) || !ReferenceEquals(own, tensor)) throw new ArgumentException($"tensor '{tensor.Name}' is not from '{Path}'", nameof(tensor));
        if (tensor.SizeInBytes == 0) return _map.Address(0);
        return _scattered.TryGetValue(tensor.Name, out var scattered) ? Copy(tensor, scattered) : _map.Address(tensor.Offset);
    }

    private protected override void Close()
    {
        _map.Dispose();
        foreach (var copy in _copies.Values) NativeMemory.Free((void*)copy);
        _copies.Clear();
    }

    /// <summary>Puts the numbers of a strided tensor behind each other.</summary>
    private nint Copy(TensorInfo info, PickleTensor tensor)
    {
        lock (_copies)
        {
            if (_copies.TryGetValue(info.Name, out var known)) return known;
            var size = info.DataType.SizeInBytes();
            var source = (byte*)_map.Address(info.Offset);
            var copy = (byte*)NativeMemory.Alloc((nuint)info.SizeInBytes);
            var index = new long[tensor.Shape.Count];
            for (var target = copy; target < copy + info.SizeInBytes; target += size)
            {
                long at = 0;
                for (var i = 0; i < index.Length; i++) at += index[i] * tensor.Strides[i];
                Buffer.MemoryCopy(source + at * size, target, size, size);
                for (var i = index.Length - 1; i >= 0 && ++index[i] == tensor.Shape[i]; i--) index[i] = 0;
            }

            return _copies[info.Name] = (nint)copy;
        }
    }

    private PickleException Invalid(string what) => new(PickleFault.InvalidTensor, Path, $"{what}. The file is damaged: get it again.");
}
