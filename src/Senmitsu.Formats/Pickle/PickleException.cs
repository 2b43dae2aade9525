namespace Senmitsu.Formats.Pickle;

/// <summary>A file of <c>torch.save</c> that cannot be trusted or read, and why.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="path">The file.</param>
/// <param name="message">What, expected against got, and what to do; the file's name is put before it.</param>
public sealed class PickleException(PickleFault fault, string path, string message) : Exception($"{System.IO.Path.GetFileName(path)}: {message}")
{
    /// <summary>What is wrong.</summary>
    public PickleFault Fault { get; } = fault;

    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
