using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Pickle;

/// <summary>A run of numbers that tensors are cut from.</summary>
/// <param name="Key">Its name in the archive: <c>data/KEY</c>.</param>
/// <param name="DataType">Type of its numbers; <see langword="null"/> where the tensor says it.</param>
/// <param name="Count">How many numbers, or bytes where there is no type.</param>
internal sealed record PickleStorage(string Key, TensorDataType? DataType, long Count);
