using Senmitsu.DemoModel.Pretraining;
using Senmitsu.DemoModel.Truth;

namespace Senmitsu.DemoModel;

/// <summary>Everything that decides what the built-in model becomes.</summary>
public sealed record DemoModelSettings
{
    /// <summary>Which series of portraits is painted.</summary>
    public int PortraitSeed { get; init; } = 1003;

    /// <summary>The network that judges portraits.</summary>
    public ProbeTrainingSettings Probe { get; init; } = new();

    /// <summary>The text encoder.</summary>
    public TextEncoderTrainingSettings Text { get; init; } = new();

    /// <summary>The autoencoder.</summary>
    public VaeTrainingSettings Vae { get; init; } = new();

    /// <summary>The denoising network.</summary>
    public DenoiserTrainingSettings Denoiser { get; init; } = new();

    /// <summary>A finished model that is trained on, or <see langword="null"/> to begin from nothing.</summary>
    public string? StartPath { get; init; }

    /// <summary>Whether the autoencoder of <see cref="StartPath"/> is trained on too, instead of being kept.</summary>
    public bool TrainsAutoencoderOn { get; init; }

    /// <summary>Captions from which the vocabulary is learned.</summary>
    public int VocabularyCaptions { get; init; } = 20_000;

    /// <summary>Most merges of the vocabulary.</summary>
    public int MaxMerges { get; init; } = 1_400;

    /// <summary>Portraits over which the latents' mean and deviation are taken.</summary>
    public int NormalizationPortraits { get; init; } = 512;

    /// <summary>Portraits on which the finished autoencoder is tested.</summary>
    public int TestedPortraits { get; init; } = 200;

    /// <summary>How often a state is written, so that a stopped run goes on from there.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromMinutes(3);
}
