namespace Senmitsu.Models.Clip;

/// <summary>A file holds no learned vectors that this text encoder can use.</summary>
/// <param name="path">The file.</param>
/// <param name="problem">What is wrong with it and what to do, as the end of a sentence about the file.</param>
public sealed class TextualInversionException(string path, string problem) : Exception($"{path} {problem}")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
