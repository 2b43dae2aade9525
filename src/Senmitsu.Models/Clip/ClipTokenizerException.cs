namespace Senmitsu.Models.Clip;

/// <summary>A vocabulary file of CLIP's tokenizer is missing or is not what it should be.</summary>
/// <param name="path">The file or folder that is wrong.</param>
/// <param name="problem">What is wrong with it and what to do.</param>
/// <param name="inner">The fault of the reader below, if any.</param>
public sealed class ClipTokenizerException(string path, string problem, Exception? inner = null)
    : IOException($"{path}: {problem}", inner)
{
    /// <summary>The file or folder that is wrong.</summary>
    public string Path { get; } = path;
}
