using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Numerics;

/// <summary>Tensors to and from safetensors files.</summary>
public static class TensorFiles
{
    /// <summary>Most bytes of a tensor that are copied at once while it is written; no array or span holds more than 2 GiB.</summary>
    private const long PieceSizeInBytes = 256L << 20;

    private static readonly (TensorDataType File, ScalarType Torch)[] DataTypes =
    [
        (TensorDataType.Bool, ScalarType.Bool),
        (TensorDataType.UInt8, ScalarType.Byte),
        (TensorDataType.Int8, ScalarType.Int8),
        (TensorDataType.Int16, ScalarType.Int16),
        (TensorDataType.Int32, ScalarType.Int32),
        (TensorDataType.Int64, ScalarType.Int64),
        (TensorDataType.Float16, ScalarType.Float16),
        (TensorDataType.BFloat16, ScalarType.BFloat16),
        (TensorDataType.Float32, ScalarType.Float32),
        (TensorDataType.Float64, ScalarType.Float64),
    ];

    /// <summary>Reads one tensor as it is stored.</summary>
    /// <returns>A copy on the CPU, shape and dtype of the file. Caller owns it.</returns>
    /// <exception cref="KeyNotFoundException">The file has no tensor of this name.</exception>
    /// <exception cref="NotSupportedException">The dtype has no counterpart here.</exception>
    public static Tensor Read(WeightFile file, string name)
    {
        using var view = View(file, name);
        return view.clone();
    }

    /// <summary>Reads one tensor and converts it.</summary>
    /// <returns>A copy on <paramref name="device"/> in <paramref name="dataType"/>. Caller owns it.</returns>
    /// <inheritdoc cref="Read(WeightFile, string)" path="/exception"/>
    public static Tensor Read(WeightFile file, string name, ScalarType dataType, Device device)
    {
        using var view = View(file, name);
        return view.to(dataType, device, copy: true);
    }

    /// <summary>Reads one tensor into memory that is there already, converting on the way: one pass, no intermediate copy.</summary>
    /// <param name="file">The open file. Borrowed.</param>
    /// <param name="name">The tensor.</param>
    /// <param name="target">As many elements as the tensor, in any shape, type, layout and place. Overwritten.</param>
    /// <inheritdoc cref="Read(WeightFile, string)" path="/exception"/>
    public static void ReadInto(WeightFile file, string name, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var scope = NewDisposeScope();
        target.copy_(View(file, name).view(target.shape));
    }

    /// <summary>Whether <see cref="Read(WeightFile, string)"/> knows the dtype.</summary>
    public static bool CanRead(TensorDataType dataType) => DataTypes.Any(pair => pair.File == dataType);

    /// <summary>The bytes of a tensor for <see cref="SafetensorsWriter"/>, after conversion to <paramref name="dataType"/>.</summary>
    public static TensorData ToTensorData(string name, Tensor tensor, ScalarType dataType)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using var scope = NewDisposeScope();
        var dense = tensor.detach().to(dataType, CPU).contiguous();
        return new TensorData(name, FileType(dataType), dense.shape, dense.bytes.ToArray());
    }

    /// <summary>Writes tensors of any size as they are into a safetensors file, which appears whole or not at all.</summary>
    /// <param name="path">The target; its folder exists. An existing file is replaced.</param>
    /// <param name="tensors">By name, in any shape, layout and place. Borrowed.</param>
    /// <param name="metadata">Free-form strings, or null for none.</param>
    /// <param name="pieceSizeInBytes">Most bytes that are copied at once.</param>
    /// <exception cref="NotSupportedException">Files have no such dtype.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata, long pieceSizeInBytes = PieceSizeInBytes)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var outlines = tensors.Select(pair => new TensorOutline(pair.Key, FileType(pair.Value.dtype), pair.Value.shape)).ToList();
        SafetensorsWriter.Write(path, outlines, metadata, (outline, stream) => WritePieces(stream, tensors[outline.Name], pieceSizeInBytes));
    }

    private static void WritePieces(Stream stream, Tensor tensor, long pieceSizeInBytes)
    {
        using var scope = NewDisposeScope();
        var flat = tensor.detach().reshape(-1);
        var length = Math.Max(pieceSizeInBytes / tensor.ElementSize, 1);
        for (long start = 0; start < flat.NumberOfElements; start += length)
        {
            using var copied = NewDisposeScope();
            stream.Write(flat.narrow(0, start, Math.Min(length, flat.NumberOfElements - start)).cpu().contiguous().bytes);
        }
    }

    private static Tensor View(WeightFile file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Tensors.TryGetValue(name, out var info)) throw new KeyNotFoundException($"{file.Path} has no tensor '{name}'");
        var dataType = TorchType(info.DataType, file.Path, name);
        long[] shape = [.. info.Shape];
        return LibTorchAbi.FromMemory(file.Address(info), shape, dataType);
    }

    /// <summary>The number type of a file as libtorch calls it.</summary>
    /// <exception cref="NotSupportedException">libtorch has none.</exception>
    public static ScalarType TorchType(TensorDataType dataType) => Array.Find(DataTypes, pair => pair.File == dataType) is { Torch: var type } && CanRead(dataType) ? type : throw new NotSupportedException($"{dataType} has no counterpart here");

    private static ScalarType TorchType(TensorDataType dataType, string path, string name)
    {
        foreach (var pair in DataTypes)
        {
            if (pair.File == dataType) return pair.Torch;
        }

        throw new NotSupportedException($"{path}: tensor '{name}' is {dataType}; convert the file to float16, bfloat16 or float32 first");
    }

    /// <summary>libtorch's number type as files call it.</summary>
    /// <exception cref="NotSupportedException">Files have none.</exception>
    public static TensorDataType FileType(ScalarType dataType)
    {
        foreach (var pair in DataTypes)
        {
            if (pair.Torch == dataType) return pair.File;
        }

        throw new NotSupportedException($"tensors of {dataType} are not written");
    }
}
