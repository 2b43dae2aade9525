namespace Senmitsu.Numerics;

/// <summary>A native library of the tensor engine cannot be loaded. The message says which, why, and what to do.</summary>
/// <param name="libraryPath">The file that could not be loaded.</param>
/// <param name="message">What · where · why · what to do.</param>
/// <param name="innerException">The loader's own error.</param>
public sealed class NativeLibraryException(string libraryPath, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The file that could not be loaded.</summary>
    public string LibraryPath { get; } = libraryPath;
}
