using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Weights;

/// <summary>Tensors of one or several files under other names, or cut out of larger tensors. Nothing is copied. Owns the files.</summary>
/// <param name="path">What the user named.</param>
/// <param name="files">The files the tensors come from. Takes ownership.</param>
/// <param name="metadata">What the whole says about itself.</param>
internal sealed class WeightView(string path, IReadOnlyList<WeightFile> files, IReadOnlyDictionary<string, string> metadata) : WeightFile(path)
{
    private readonly OrderedDictionary<string, TensorInfo> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (WeightFile File, TensorInfo Tensor, long Skipped)> _sources = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, TensorInfo> Tensors => _tensors;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata { get; } = metadata;

    /// <summary>Shows a tensor under a name.</summary>
    public void Add(string name, WeightFile file, TensorInfo tensor) => Add(name, file, tensor, tensor.Shape, 0, tensor.SizeInBytes);

    /// <summary>Shows one of several equal parts of a tensor's first dimension.</summary>
    /// <param name="name">The part's name.</param>
    /// <param name="file">One of the files.</param>
    /// <param name="tensor">One of its tensors; its first dimension is a multiple of <paramref name="count"/>.</param>
    /// <param name="index">Which part, 0-based.</param>
    /// <param name="count">How many parts.</param>
    public void AddPart(string name, WeightFile file, TensorInfo tensor, int index, int count) =>
        Add(name, file, tensor, [tensor.Shape[0] / count, .. tensor.Shape.Skip(1)], tensor.SizeInBytes / count * index, tensor.SizeInBytes / count);

    /// <inheritdoc/>
    public override nint Address(TensorInfo tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!_tensors.TryGetValue(tensor.Name, out var own) || !ReferenceEquals(own, tensor)) throw new ArgumentException($"tensor '{tensor.Name}' is not from '{Path}'", nameof(tensor));
        var (file, source, skipped) = _sources[tensor.Name];
        return file.Address(source) + (nint)skipped;
    }

    private protected override void Close()
    {
        foreach (var file in files) file.Dispose();
    }

    private void Add(string name, WeightFile file, TensorInfo tensor, IReadOnlyList<long> shape, long skipped, long size)
    {
        _tensors[name] = new TensorInfo(name, tensor.DataType, shape, tensor.Offset + skipped, size);
        _sources[name] = (file, tensor, skipped);
    }
}
