using Senmitsu.Generation;

namespace Senmitsu.Training.Checkpoints;

/// <summary>What is known of the base model's files, for the metadata of a LoRA.</summary>
/// <param name="Name">File name of the checkpoint.</param>
/// <param name="OldHash">sd-scripts' 8-digit hash of the checkpoint.</param>
/// <param name="NewHash">SHA-256 of the checkpoint, 64 hex digits.</param>
/// <param name="Vae">The same of a separate VAE, or <see langword="null"/>.</param>
public sealed record BaseModelFacts(string Name, string OldHash, string NewHash, BaseModelFacts? Vae = null)
{
    private const int ShownHashDigits = 10;

    /// <summary>What latents depend on: the weights of the autoencoder, or of the file it is in.</summary>
    public string AutoencoderHash { get; init; } = Vae?.NewHash ?? NewHash;

    /// <summary>What the infotext of sample pictures says.</summary>
    public ModelIdentity ToIdentity() =>
        new(Path.GetFileNameWithoutExtension(Name), NewHash[..Math.Min(ShownHashDigits, NewHash.Length)], Vae?.Name, $"senmitsu-{typeof(BaseModelFacts).Assembly.GetName().Version?.ToString(3) ?? "0"}");
}
