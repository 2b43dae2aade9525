namespace Senmitsu.DemoModel.Demonstration;

/// <summary>How much the demonstration does.</summary>
public sealed record DemoSettings
{
    /// <summary>Seed of everything.</summary>
    public long Seed { get; init; } = 1003;

    /// <summary>Portraits from which one is picked.</summary>
    public int Candidates { get; init; } = 24;

    /// <summary>Variants of the picked one that are made, at most.</summary>
    public int Variants { get; init; } = 48;

    /// <summary>Pictures to train on.</summary>
    public int TrainingPictures { get; init; } = 12;

    /// <summary>Times each of them is seen in an epoch.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Epochs of the training.</summary>
    public int Epochs { get; init; } = 80;

    /// <summary>Epochs from one save to the next.</summary>
    public int SaveEveryEpochs { get; init; } = 8;

    /// <summary>Pictures that are judged with the LoRA, and as many without.</summary>
    public int JudgedPictures { get; init; } = 40;

    /// <summary>Seeds with which every save is shown.</summary>
    public int GridSeeds { get; init; } = 4;

    /// <summary>Sampling steps of a picture.</summary>
    public int SamplingSteps { get; init; } = 20;

    /// <summary>CFG scale of portraits and variants: enough for the words to be obeyed; more makes the small model's faces coarse.</summary>
    public double CfgScale { get; init; } = 4;

    /// <summary>CFG scale of the pictures that are compared, with the LoRA and without: it has learned these words, and more guidance exaggerates what it adds.</summary>
    public double LoraCfgScale { get; init; } = 2;

    /// <summary>The loop in a few minutes, for tests.</summary>
    public static DemoSettings Short { get; } = new() { Candidates = 8, Variants = 24, TrainingPictures = 8, Epochs = 60, SaveEveryEpochs = 20, JudgedPictures = 20, GridSeeds = 2, SamplingSteps = 14 };
}
