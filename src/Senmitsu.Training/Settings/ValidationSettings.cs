using Senmitsu.Generation.Settings;

namespace Senmitsu.Training.Settings;

/// <summary>Pictures set aside, and when the loss on them is measured.</summary>
public sealed record ValidationSettings
{
    /// <summary>Share of each folder's pictures that is not trained, 0…1.</summary>
    public double Split { get; init; }

    /// <summary>Decides which pictures and their noise; null = the run's seed.</summary>
    public long? Seed { get; init; }

    /// <summary>After every n-th update; null = not by steps.</summary>
    public int? EveryNSteps { get; init; }

    /// <summary>After every n-th epoch; null = after each.</summary>
    public int? EveryNEpochs { get; init; }

    /// <summary>Batches of each measurement; null = all.</summary>
    public int? MaxSteps { get; init; }

    internal IEnumerable<SettingProblem> Problems()
    {
        if (!(Split is >= 0 and < 1)) yield return new("validation_split", Rules.Text(Split), "must be at least 0 and below 1", "use 0.1, or 0 for none");
        if (EveryNSteps < 1) yield return Rules.Minimum("validate_every_n_steps", EveryNSteps.Value, 1);
        if (EveryNEpochs < 1) yield return Rules.Minimum("validate_every_n_epochs", EveryNEpochs.Value, 1);
        if (MaxSteps < 1) yield return Rules.Minimum("max_validation_steps", MaxSteps.Value, 1);
    }
}
