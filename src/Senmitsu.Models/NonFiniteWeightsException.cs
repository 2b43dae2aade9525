namespace Senmitsu.Models;

/// <summary>A weight file holds NaN or infinity; nothing computed with it would be a picture.</summary>
/// <param name="path">The file.</param>
/// <param name="tensorName">The first tensor that is not finite.</param>
public sealed class NonFiniteWeightsException(string path, string tensorName)
    : Exception($"{path}: tensor '{tensorName}' holds NaN or infinite values. The file is damaged or its training diverged; use an earlier save or download it again.")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The first tensor that is not finite.</summary>
    public string TensorName { get; } = tensorName;
}
