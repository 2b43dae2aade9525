using Senmitsu.Generation.Settings;

namespace Senmitsu.Training.Settings;

/// <summary>When the whole state of a run is kept, and which one it continues.</summary>
public sealed record StateSettings
{
    /// <summary>Keep the state beside every saved LoRA file.</summary>
    public bool SaveState { get; init; }

    /// <summary>Keep the state of the finished run.</summary>
    public bool SaveStateOnTrainEnd { get; init; }

    /// <summary>Keep only the states of the last n epochs; null = as the LoRA files.</summary>
    public int? SaveLastNEpochsState { get; init; }

    /// <summary>Keep only the states of the last n steps; null = as the LoRA files.</summary>
    public int? SaveLastNStepsState { get; init; }

    /// <summary>Minutes after which the state is kept whatever else is saved, in one folder that is replaced; 0 = never. Not an argument of sd-scripts.</summary>
    public double SaveStateEveryNMinutes { get; init; } = 10;

    /// <summary>Folder of the state to continue, or a folder that holds states: the newest is taken; null = start anew.</summary>
    public string? Resume { get; init; }

    /// <summary>Epoch to begin with, from 1; null = the first, or where the state stands.</summary>
    public int? InitialEpoch { get; init; }

    /// <summary>Updates to count as done; null = none, or where the state stands.</summary>
    public int? InitialStep { get; init; }

    internal IEnumerable<SettingProblem> Problems()
    {
        if (SaveLastNEpochsState < 1) yield return Rules.Minimum("save_last_n_epochs_state", SaveLastNEpochsState.Value, 1);
        if (SaveLastNStepsState < 1) yield return Rules.Minimum("save_last_n_steps_state", SaveLastNStepsState.Value, 1);
        if (!(SaveStateEveryNMinutes >= 0)) yield return new("save_state_every_n_minutes", Rules.Text(SaveStateEveryNMinutes), "must be 0 or more", "use 10, or 0 for never");
        if (InitialEpoch < 1) yield return Rules.Minimum("initial_epoch", InitialEpoch.Value, 1);
        if (InitialStep < 0) yield return Rules.Minimum("initial_step", InitialStep.Value, 0);
        if (InitialEpoch is not null && InitialStep is not null) yield return new("initial_step", Rules.Text(InitialStep), "cannot be given together with initial_epoch", "give one of them");
    }
}
