namespace Senmitsu.DemoModel;

/// <summary>What is done one after the other to make the built-in model.</summary>
public enum MakingStage
{
    /// <summary>Learning the words of captions.</summary>
    Vocabulary,

    /// <summary>Training the network that judges portraits.</summary>
    Probe,

    /// <summary>Training the text encoder.</summary>
    TextEncoder,

    /// <summary>Training the autoencoder.</summary>
    Autoencoder,

    /// <summary>Encoding the portraits.</summary>
    Latents,

    /// <summary>Training the denoising network.</summary>
    Denoiser,

    /// <summary>Writing the model's files.</summary>
    Files,
}
