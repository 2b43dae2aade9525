namespace Senmitsu.Formats.Kohya;

/// <summary>A settings file that cannot be read, and where.</summary>
/// <param name="path">The file.</param>
/// <param name="line">Counted from 1, or null when the fault is not in one line.</param>
/// <param name="problem">What is wrong and what to do.</param>
/// <param name="innerException">What revealed the fault, if anything threw.</param>
public sealed class KohyaConfigException(string path, long? line, string problem, Exception? innerException = null)
    : Exception($"{System.IO.Path.GetFileName(path)}{(line is null ? "" : $", line {line}")}: {problem}", innerException)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Counted from 1, or null when the fault is not in one line.</summary>
    public long? Line { get; } = line;
}
