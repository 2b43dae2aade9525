namespace Senmitsu.Studio.Tokenizers;

/// <summary>What identifies the bytes of a published file.</summary>
/// <param name="SizeInBytes">Exact size.</param>
/// <param name="Sha256">Hash, lower-case hexadecimal.</param>
public sealed record PublishedContent(long SizeInBytes, string Sha256);
