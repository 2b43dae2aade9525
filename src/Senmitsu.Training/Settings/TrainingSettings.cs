using Senmitsu.Generation.Settings;
using Senmitsu.Training.LearningRates;
using Senmitsu.Training.Optimizers;
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

    /// <summary>Pictures that are not trained but measured.</summary>
    public ValidationSettings Validation { get; init; } = new();

    /// <summary>Pictures made while training.</summary>
    public SampleSettings Samples { get; init; } = new();

    /// <summary>What is kept for an interruption, and what is continued.</summary>
    public StateSettings State { get; init; } = new();

    /// <summary>Checks every value and their combinations. Files and folders are not looked at.</summary>
    /// <returns>Every problem; empty if the settings can be used.</returns>
    public IReadOnlyList<SettingProblem> Validate() =>
    [
        .. Model.Problems(), .. Dataset.Problems(), .. Network.Problems(), .. Optimizer.Problems(),
        .. LearningRate.Problems(), .. Loss.Problems(Model.PredictsVelocity), .. Run.Problems(), .. Output.Problems(), .. State.Problems(), .. Samples.Problems(), .. Validation.Problems(),
        .. NothingMoves(), .. Combinations(),
    ];

    /// <summary>The learning rate over a run: the chosen schedule, or none where the optimizer needs none.</summary>
    /// <param name="totalSteps">Updates of the whole run.</param>
    public ILearningRateSchedule Schedule(int totalSteps) =>
        OptimizerCatalog.Find(Optimizer.Type) is { IsScheduleFree: true } ? new LearningRateSchedule { TotalSteps = totalSteps } : LearningRate.Schedule(totalSteps);

    private IEnumerable<SettingProblem> Combinations()
    {
        double[] rates =
        [
            .. Network.TrainTextEncoder && LearningRate.EffectiveTextEncoderLr > 0 ? [LearningRate.EffectiveTextEncoderLr] : Array.Empty<double>(),
            .. Network.TrainUnet && LearningRate.EffectiveUnetLr > 0 ? [LearningRate.EffectiveUnetLr] : Array.Empty<double>(),
        ];
        if (OptimizerCatalog.Find(Optimizer.Type) is { EstimatesStepSize: true } entry && rates.Distinct().Skip(1).Any())
            yield return new("text_encoder_lr", Rules.Text(rates[0]), $"must equal the UNet's rate {Rules.Text(rates[1])}: {entry.Name} estimates one step size for all weights", "use 1 for learning_rate and leave unet_lr and text_encoder_lr out");
        var ownsRate = Optimizer.Constants is AdafactorSettings { OwnsRate: true };
        if (ownsRate && LearningRate.WarmupSteps.Value > 0)
            yield return new("lr_warmup_steps", LearningRate.WarmupSteps.ToString(), "does not go with Adafactor's relative steps", "use 0, or optimizer_args relative_step=False");
        if (LearningRate is { Scheduler: LearningRateScheduler.Adafactor, Torch: null } && !ownsRate)
            yield return new("lr_scheduler", "adafactor", "needs optimizer_type Adafactor with relative_step=True", "use constant_with_warmup");
    }

    private IEnumerable<SettingProblem> NothingMoves()
    {
        var unet = Network.TrainUnet && LearningRate.EffectiveUnetLr > 0;
        var textEncoder = Network.TrainTextEncoder && LearningRate.EffectiveTextEncoderLr > 0;
        if (!unet && !textEncoder && (Network.TrainUnet || Network.TrainTextEncoder))
            yield return new("learning_rate", Rules.Text(LearningRate.LearningRate), "every trained part has a rate of 0: nothing would be learned", "use 1e-4");
    }
}
