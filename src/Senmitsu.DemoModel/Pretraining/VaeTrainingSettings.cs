using Senmitsu.Models.Vae;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>How the built-in model's autoencoder is trained.</summary>
public sealed record VaeTrainingSettings
{
    /// <summary>Seed of weights, portraits and noise.</summary>
    public int Seed { get; init; } = 1003;

    /// <summary>Sizes of the network.</summary>
    public VaeConfig Config { get; init; } = new() { Channels = [64, 64, 128, 128], ResnetsPerLevel = 1 };

    /// <summary>Updates in all.</summary>
    public int Steps { get; init; } = 7_000;

    /// <summary>Highest learning rate from nothing.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Highest learning rate when a finished one is trained on.</summary>
    public double LaterLearningRate { get; init; } = 2e-4;

    /// <summary>Pieces of 64×64 pixels in a batch.</summary>
    public int PiecesInBatch { get; init; } = 8;

    /// <summary>Whole portraits in a batch, later on.</summary>
    public int PortraitsInBatch { get; init; } = 2;
}
