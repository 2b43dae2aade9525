namespace Senmitsu.DemoModel;

/// <summary>What is done one after the other to make the built-in model.</summary>
public enum MakingStage
{
    /// <summary>Learning the words of captions.</summary>
    Vocabulary,

    /// <summary>Training the network that judges portraits.</summary>
    Probe,

    /// <summary>Training the autoencoder.</summary>
    Autoencoder,

    /// <summary>Encoding the portraits.</summary>
    Latents,

    /// <summary>Training text encoder and denoising network.</summary>
    Denoiser,

    /// <summary>Writing the model's files.</summary>
    Files,
}
