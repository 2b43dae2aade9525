namespace Senmitsu.Formats.Safetensors;

/// <summary>A tensor to be written whose bytes come later.</summary>
/// <param name="Name">The key; unique in its file.</param>
/// <param name="DataType">The number format of its elements.</param>
/// <param name="Shape">Its dimensions, row-major; empty for a scalar.</param>
public sealed record TensorOutline(string Name, TensorDataType DataType, IReadOnlyList<long> Shape);
