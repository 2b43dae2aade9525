namespace Senmitsu.Formats.Safetensors;

/// <summary>The arithmetic of the data area: sizes without overflow, and tensors that cover it exactly once.</summary>
internal static class TensorLayout
{
    /// <summary>Elements times element size, or null when that does not fit 64 bits.</summary>
    public static long? SizeInBytes(TensorDataType type, IReadOnlyList<long> shape)
    {
        // A zero anywhere makes the tensor empty, however large the other dimensions are.
        if (shape.Contains(0)) return 0;
        var size = (Int128)type.SizeInBytes();
        foreach (var dimension in shape)
        {
            size *= dimension;
            if (size > long.MaxValue || dimension < 0) return null;
        }

        return (long)size;
    }

    /// <summary>Joins the fields of a header entry, after checking that they agree.</summary>
    public static TensorInfo Describe(string name, TensorDataType type, long[] shape, long begin, long end, string path)
    {
        var needed = SizeInBytes(type, shape)
            ?? throw new SafetensorsException(SafetensorsFault.InvalidShape, path, name, $"tensor '{name}' has shape [{string.Join(", ", shape)}], whose size does not fit 64 bits.");
        return needed == end - begin
            ? new TensorInfo(name, type, shape.AsReadOnly(), begin, needed)
            : throw new SafetensorsException(SafetensorsFault.SizeMismatch, path, name, $"tensor '{name}' is {type.FormatName()} [{string.Join(", ", shape)}] = {needed} bytes, its data_offsets span {end - begin}. The file was written by a faulty program.");
    }

    /// <summary>The tensors in the order of the data area, each beginning where the one before ends.</summary>
    public static OrderedDictionary<string, TensorInfo> Validate(List<TensorInfo> tensors, long dataSizeInBytes, string path)
    {
        tensors.Sort((a, b) => a.Offset.CompareTo(b.Offset) is var byOffset and not 0 ? byOffset : a.SizeInBytes.CompareTo(b.SizeInBytes));
        var ordered = new OrderedDictionary<string, TensorInfo>(tensors.Count, StringComparer.Ordinal);
        var covered = 0L;
        foreach (var tensor in tensors)
        {
            if (tensor.Offset < covered)
                throw new SafetensorsException(SafetensorsFault.Overlap, path, tensor.Name, $"tensor '{tensor.Name}' begins at byte {tensor.Offset}, inside the tensor that ends at {covered}. The file was written by a faulty program.");
            if (tensor.Offset > covered)
                throw new SafetensorsException(SafetensorsFault.Gap, path, tensor.Name, $"tensor '{tensor.Name}' begins at byte {tensor.Offset}, expected {covered}: the bytes between belong to no tensor.");
            if (tensor.SizeInBytes > dataSizeInBytes - tensor.Offset)
                throw new SafetensorsException(SafetensorsFault.DataTruncated, path, tensor.Name, $"tensor '{tensor.Name}' ends at byte {tensor.Offset + tensor.SizeInBytes} of the data area, which has only {dataSizeInBytes}. The file is cut off: get it again.");

            covered = tensor.Offset + tensor.SizeInBytes;
            ordered.Add(tensor.Name, tensor);
        }

        return covered == dataSizeInBytes
            ? ordered
            : throw new SafetensorsException(SafetensorsFault.TrailingData, path, null, $"{dataSizeInBytes - covered} bytes follow the last tensor, expected none. The file is damaged: get it again.");
    }
}
