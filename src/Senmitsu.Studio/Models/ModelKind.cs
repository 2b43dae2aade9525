namespace Senmitsu.Studio.Models;

/// <summary>What a model file is for.</summary>
public enum ModelKind
{
    /// <summary>A whole model.</summary>
    Checkpoint,

    /// <summary>An autoencoder of its own.</summary>
    Vae,

    /// <summary>A LoRA of whichever family.</summary>
    Lora,

    /// <summary>A textual inversion embedding.</summary>
    Embedding,

    /// <summary>A network that enlarges pictures.</summary>
    Upscaler,
}
