namespace Senmitsu.Training.Checkpoints;

/// <summary>What is known of the base model's files, for the metadata of a LoRA.</summary>
/// <param name="Name">File name of the checkpoint.</param>
/// <param name="OldHash">sd-scripts' 8-digit hash of the checkpoint.</param>
/// <param name="NewHash">SHA-256 of the checkpoint, 64 hex digits.</param>
/// <param name="Vae">The same of a separate VAE, or <see langword="null"/>.</param>
public sealed record BaseModelFacts(string Name, string OldHash, string NewHash, BaseModelFacts? Vae = null);
