using Senmitsu.Models.Unet;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>How the built-in model's denoising network is trained.</summary>
public sealed record DenoiserTrainingSettings
{
    /// <summary>Seed of weights, order, captions and noise.</summary>
    public int Seed { get; init; } = 2003;

    /// <summary>Sizes of the denoising network.</summary>
    public UnetConfig Unet { get; init; } = new() { Channels = [64, 128, 192], ResnetsPerLevel = 1, AttentionLevels = [false, true, true], ContextWidth = 128, TimeWidth = 256 };

    /// <summary>Portraits in the library.</summary>
    public int Portraits { get; init; } = 16_384;

    /// <summary>
    /// Portraits of each person, which differ only in expression and clothes. They are trained together, under the same noise and almost the same caption:
    /// the difference of their gradients is what those words mean and nothing else.
    /// </summary>
    public int Takes { get; init; } = 4;

    /// <summary>Updates in all.</summary>
    public int Steps { get; init; } = 14_000;

    /// <summary>Portraits in a batch, a multiple of <see cref="Takes"/>.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Highest learning rate.</summary>
    public double LearningRate { get; init; } = 6e-4;

    /// <summary>
    /// Ratio of signal to noise down to which an error of the picture counts the same, however noisy it was; errors of noisier ones count in proportion.
    /// Below 1, because words decide what a picture shows while there is more noise than picture.
    /// </summary>
    public double LeastSignal { get; init; } = 0.3;

    /// <summary>The same when a finished network is trained on, which obeys words already and shall draw finer.</summary>
    public double LaterLeastSignal { get; init; } = 2;

    /// <summary>How much more errors on the face count than on what is around.</summary>
    public double FaceWeight { get; init; } = 10;

    /// <summary>How much more errors on clothes count than on what is around.</summary>
    public double ClothesWeight { get; init; } = 4;

    /// <summary>Share of batches' rows that are trained without a caption, which is what guidance compares with.</summary>
    public double CaptionDropout { get; init; } = 0.1;
}
