namespace Senmitsu.Formats.Safetensors;

/// <summary>Where one tensor lies in a safetensors file, and how to read it.</summary>
/// <param name="Name">The key, such as <c>model.diffusion_model.out.2.weight</c>.</param>
/// <param name="DataType">The number format of its elements.</param>
/// <param name="Shape">Its dimensions, row-major; empty for a scalar.</param>
/// <param name="Offset">First byte, counted from the start of the data area.</param>
/// <param name="SizeInBytes">Product of the shape times the element size.</param>
public sealed record TensorInfo(string Name, TensorDataType DataType, IReadOnlyList<long> Shape, long Offset, long SizeInBytes);
