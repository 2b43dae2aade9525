namespace Senmitsu.Formats.Safetensors;

/// <summary>A safetensors file that cannot be trusted, and why.</summary>
public sealed class SafetensorsException : Exception
{
    /// <summary>Names the fault and where it is.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="path">The file.</param>
    /// <param name="tensorName">The tensor at fault, if it is one tensor's.</param>
    /// <param name="message">What, expected against got, and what to do; the file's name is put before it.</param>
    /// <param name="innerException">What revealed the fault, if anything threw.</param>
    public SafetensorsException(SafetensorsFault fault, string path, string? tensorName, string message, Exception? innerException = null)
        : base($"{System.IO.Path.GetFileName(path)}: {message}", innerException)
    {
        Fault = fault;
        Path = path;
        TensorName = tensorName;
    }

    /// <summary>What is wrong.</summary>
    public SafetensorsFault Fault { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensor at fault, or null when it is the file as a whole.</summary>
    public string? TensorName { get; }
}
