namespace Senmitsu.Numerics.Images;

/// <summary>An image file cannot be used.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="path">The file.</param>
/// <param name="problem">What is wrong with it, for people.</param>
/// <param name="inner">The fault of the system below, if any.</param>
public sealed class ImageFileException(ImageFileFault fault, string path, string problem, Exception? inner = null)
    : IOException($"{path}: {problem}", inner)
{
    /// <summary>What is wrong.</summary>
    public ImageFileFault Fault { get; } = fault;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong, without the path.</summary>
    public string Problem { get; } = problem;
}
