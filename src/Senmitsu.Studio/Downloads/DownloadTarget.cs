namespace Senmitsu.Studio.Downloads;

/// <summary>A file to download.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Path">Where it goes; what has arrived lies beside it as <c>.part</c> until it is whole.</param>
/// <param name="MaxSizeInBytes">What is larger is cut here and refused.</param>
/// <param name="IsRightAsync">Whether a file on disk is the published one.</param>
public sealed record DownloadTarget(Uri Address, string Path, long MaxSizeInBytes, Func<string, CancellationToken, Task<bool>> IsRightAsync);
