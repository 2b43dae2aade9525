namespace Senmitsu.Studio.Downloads;

/// <summary>A file could not be downloaded.</summary>
/// <param name="fault">Why.</param>
/// <param name="message">Why, and what to do, for people.</param>
/// <param name="inner">The fault below, if any.</param>
public sealed class DownloadException(DownloadFault fault, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Why.</summary>
    public DownloadFault Fault { get; } = fault;
}
