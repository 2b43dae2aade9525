using Senmitsu.Models.Clip;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>How the built-in model's text encoder is trained.</summary>
public sealed record TextEncoderTrainingSettings
{
    /// <summary>Seed of weights and captions.</summary>
    public int Seed { get; init; } = 4001;

    /// <summary>Sizes; the vocabulary is set when that is known.</summary>
    public ClipTextConfig Config { get; init; } = new() { Width = 128, Intermediate = 512, Layers = 3, Heads = 2 };

    /// <summary>Updates in all.</summary>
    public int Steps { get; init; } = 1_500;

    /// <summary>Captions in a batch.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Highest learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;
}
