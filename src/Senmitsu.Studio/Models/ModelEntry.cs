namespace Senmitsu.Studio.Models;

/// <summary>A model file in one of the folders.</summary>
/// <param name="Kind">What its folder says it is for.</param>
/// <param name="Name">Path below the folder without ending, with <c>/</c>.</param>
/// <param name="Path">The file, or the folder of diffusers.</param>
/// <param name="SizeInBytes">Its size; of a folder, the sum.</param>
/// <param name="Hash">As AUTOMATIC1111 shows it: 10 digits of a checkpoint's or VAE's SHA-256, 12 of a LoRA's; <see langword="null"/> while it is not known.</param>
public sealed record ModelEntry(ModelKind Kind, string Name, string Path, long SizeInBytes, string? Hash);
