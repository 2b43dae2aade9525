using Senmitsu.Generation.Settings;
namespace Senmitsu.Training.Settings;

/// <summary>Everything that decides a training run. The defaults are those of sd-scripts' <c>train_network.py</c>.</summary>
public sealed record TrainingSettings
{
    /// <summary>What is trained on.</summary>
    public ModelSettings Model { get; init; } = new();

    /// <summary>Images and captions.</summary>
    public DatasetSettings Dataset { get; init; } = new();

    /// <summary>The LoRA.</summary>
    public NetworkSettings Network { get; init; } = new();

    /// <summary>How weights move.</summary>
    public OptimizerSettings Optimizer { get; init; } = new();

    /// <summary>How fast, and when.</summary>
    public LearningRateSettings LearningRate { get; init; } = new();

    /// <summary>What is learned from each step.</summary>
    public LossSettings Loss { get; init; } = new();

    /// <summary>How long and on what.</summary>
    public RunSettings Run { get; init; } = new();

    /// <summary>Where results go.</summary>
    public OutputSettings Output { get; init; } = new();

    /// <summary>Pictures made while training.</summary>
    public SampleSettings Samples { get; init; } = new();

    /// <summary>What is kept for an interruption, and what is continued.</summary>
    public StateSettings State { get; init; } = new();

    /// <summary>Checks every value and their combinations. Files and folders are not looked at.</summary>
    /// <returns>Every problem; empty if the settings can be used.</returns>
    public IReadOnlyList<SettingProblem> Validate() =>
    [
        .. Model.Problems(), .. Dataset.Problems(), .. Network.Problems(), .. Optimizer.Problems(),
        .. LearningRate.Problems(), .. Loss.Problems(), .. Run.Problems(), .. Output.Problems(), .. State.Problems(), .. Samples.Problems(),
        .. NothingMoves(),
    ];

    private IEnumerable<SettingProblem> NothingMoves()
    {
        var unet = Network.TrainUnet && LearningRate.EffectiveUnetLr > 0;
        var textEncoder = Network.TrainTextEncoder && LearningRate.EffectiveTextEncoderLr > 0;
        if (!unet && !textEncoder && (Network.TrainUnet || Network.TrainTextEncoder))
            yield return new("learning_rate", Rules.Text(LearningRate.LearningRate), "every trained part has a rate of 0: nothing would be learned", "use 1e-4");
    }
}
