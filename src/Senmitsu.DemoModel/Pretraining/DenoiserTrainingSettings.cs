using Senmitsu.Models.Clip;
using Senmitsu.Models.Unet;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>How the built-in model's text encoder and denoising network are trained, together.</summary>
public sealed record DenoiserTrainingSettings
{
    /// <summary>Seed of weights, order, captions and noise.</summary>
    public int Seed { get; init; } = 2003;

    /// <summary>Sizes of the denoising network.</summary>
    public UnetConfig Unet { get; init; } = new() { Channels = [64, 128, 192], ResnetsPerLevel = 1, AttentionLevels = [true, true, true], ContextWidth = 128, TimeWidth = 256 };

    /// <summary>Sizes of the text encoder; its vocabulary is set when that is known.</summary>
    public ClipTextConfig Text { get; init; } = new() { Width = 128, Intermediate = 512, Layers = 3, Heads = 2 };

    /// <summary>Portraits in the library.</summary>
    public int Portraits { get; init; } = 16_384;

    /// <summary>Updates in all.</summary>
    public int Steps { get; init; } = 14_000;

    /// <summary>Portraits in a batch.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Highest learning rate.</summary>
    public double LearningRate { get; init; } = 6e-4;

    /// <summary>γ of min-SNR weighting: low, because words decide what a picture shows while there is still more noise than picture.</summary>
    public double MinSnrGamma { get; init; } = 1;

    /// <summary>How much more errors on the face count than on what is around.</summary>
    public double FaceWeight { get; init; } = 5;

    /// <summary>How much more errors on clothes count than on what is around.</summary>
    public double ClothesWeight { get; init; } = 4;

    /// <summary>Share of batches' rows that are trained without a caption, which is what guidance compares with.</summary>
    public double CaptionDropout { get; init; } = 0.1;
}
