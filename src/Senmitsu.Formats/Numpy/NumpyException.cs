namespace Senmitsu.Formats.Numpy;

/// <summary>A NumPy file that cannot be read.</summary>
/// <param name="path">The file.</param>
/// <param name="problem">What is wrong with it.</param>
/// <param name="innerException">What revealed it, if anything threw.</param>
public sealed class NumpyException(string path, string problem, Exception? innerException = null)
    : Exception($"{path}: {problem}", innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
