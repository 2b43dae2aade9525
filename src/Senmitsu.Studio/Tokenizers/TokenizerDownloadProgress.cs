namespace Senmitsu.Studio.Tokenizers;

/// <summary>How far a download is.</summary>
/// <param name="File">The file on its way.</param>
/// <param name="ReceivedBytes">Bytes of it on disk, earlier attempts included.</param>
public sealed record TokenizerDownloadProgress(TokenizerFile File, long ReceivedBytes);
