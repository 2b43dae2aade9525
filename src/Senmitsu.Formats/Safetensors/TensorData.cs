namespace Senmitsu.Formats.Safetensors;

/// <summary>One tensor to be written.</summary>
/// <param name="Name">The key; unique in its file.</param>
/// <param name="DataType">The number format of its elements.</param>
/// <param name="Shape">Its dimensions, row-major; empty for a scalar.</param>
/// <param name="Bytes">The elements, little-endian and contiguous; exactly the product of the shape times the element size. Borrowed.</param>
public readonly record struct TensorData(string Name, TensorDataType DataType, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Bytes);
