namespace Senmitsu.Formats.Png;

/// <summary>A PNG file that cannot be trusted, and why.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="message">What, where, and what to do.</param>
/// <param name="innerException">What revealed the fault, if anything threw.</param>
public sealed class PngException(PngFault fault, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What is wrong.</summary>
    public PngFault Fault { get; } = fault;
}
