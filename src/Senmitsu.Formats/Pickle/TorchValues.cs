using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Pickle;

/// <summary>torch's description of storages and tensors, checked for sense before anything believes it.</summary>
internal static class TorchValues
{
    /// <summary>Most dimensions of a tensor: the limit of the libraries that will hold it.</summary>
    private const int MaxDimensions = 64;

    /// <summary><c>('storage', torch.HalfStorage, '0', 'cpu', 1024)</c>.</summary>
    public static PickleStorage Storage(object? id, string path)
    {
        if (id is not object?[] { Length: >= 5 } parts || parts[0] is not "storage" || parts[1] is not PickleName type || parts[2] is not string key || parts[4] is not long count || count < 0)
            throw Invalid(path, "a storage is not described as torch does it");
        return new PickleStorage(key, TorchNames.DataTypeOf(type.ToString()), count);
    }

    /// <summary><c>(storage, offset, size, stride, requires_grad, hooks[, dtype])</c>.</summary>
    public static PickleTensor Tensor(object?[] values, string path)
    {
        if (values is not [PickleStorage storage, long start, object?[] size, object?[] stride, ..] || start < 0 || size.Length != stride.Length || size.Length > MaxDimensions)
            throw Invalid(path, "a tensor is not described as torch does it");
        var type = values.Length > 6 && values[6] is PickleName name ? TorchNames.DataTypeOf(name.ToString()) : storage.DataType;
        if (type is not { } dataType) throw Invalid(path, "a tensor has no number type that is known");
        if (!size.Concat(stride).All(number => number is long and >= 0)) throw Invalid(path, "the shape of a tensor is no list of sizes");

        var tensor = new PickleTensor(storage, dataType, start, [.. size.Cast<long>()], [.. stride.Cast<long>()]);
        try
        {
            var available = storage.DataType is null ? storage.Count / dataType.SizeInBytes() : storage.Count;
            if (tensor.Count > 0 && tensor.Last >= available) throw Invalid(path, $"a tensor of {tensor.Count} numbers lies outside its storage of {available}");
            // A stride of 0 repeats numbers: a few bytes could claim any size.
            if (tensor.Count > available) throw Invalid(path, $"a tensor of {tensor.Count} numbers is cut from a storage of {available}");
            return tensor;
        }
        catch (OverflowException)
        {
            throw Invalid(path, "the size of a tensor cannot be counted in 64 bits");
        }
    }

    private static PickleException Invalid(string path, string what) => new(PickleFault.InvalidTensor, path, $"{what}. The file is damaged: get it again.");
}
