using Senmitsu.Training.Checkpoints;
using Senmitsu.Training.Events;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Training;

/// <summary>Writes the LoRA files and states of a run when they are due, and deletes those that are no longer kept.</summary>
/// <param name="writer">Writes LoRA files. Borrowed.</param>
/// <param name="check">Reads each back before it counts as saved. Borrowed.</param>
/// <param name="optimizer">What is trained, and its memory. Borrowed.</param>
/// <param name="scaler">What scales the loss, or <see langword="null"/>. Borrowed.</param>
/// <param name="average">The loss shown. Borrowed.</param>
/// <param name="settings">The run's settings.</param>
/// <param name="plan">The run's plan.</param>
/// <param name="start">Seed, beginning and data of the run; its position is not used.</param>
/// <param name="progress">Told each file.</param>
/// <param name="clock">Source of times.</param>
internal sealed class RunFiles(
    LoraFileWriter writer, SavedLoraCheck check, IOptimizer optimizer, GradientScaler? scaler, LossAverage average, TrainingSettings settings, TrainingPlan plan, StateFacts start,
    IProgress<TrainingEvent> progress, TimeProvider clock)
{
    private const string GroupPrefix = "weights.", OptimizerPrefix = "optimizer.", AverageName = "loss_average", ScalerName = "gradient_scaler";

    private readonly OutputSettings _output = settings.Output;
    private readonly StateSettings _state = settings.State;
    private long _lastState = clock.GetTimestamp();

    /// <summary>After an update: what is due by number of steps or by time.</summary>
    /// <param name="at">Updates done and the next batch.</param>
    public void AfterStep(TrainingPosition at)
    {
        if (_output.SaveEveryNSteps is { } every && LoraFileNames.IsStepSave(at.Step, every))
        {
            SaveLora(LoraFileNames.ForStep(_output, at.Step), at.Epoch - 1, at);
            if (_state.SaveState) SaveState(LoraFileNames.ForStep(_output, at.Step), at);
            RemoveStep(at.Step, every);
        }

        if (_state.SaveStateEveryNMinutes > 0 && clock.GetElapsedTime(_lastState).TotalMinutes >= _state.SaveStateEveryNMinutes) SaveUnfinished(at);
    }

    /// <summary>After an epoch.</summary>
    /// <param name="epoch">The epoch that is done, from 1.</param>
    /// <param name="at">Updates done and the next batch.</param>
    public void AfterEpoch(int epoch, TrainingPosition at)
    {
        if (!LoraFileNames.IsEpochSave(epoch, plan.Epochs, _output)) return;
        SaveLora(LoraFileNames.ForEpoch(_output, epoch), epoch, at with { Epoch = epoch });
        if (_state.SaveState) SaveState(LoraFileNames.ForEpoch(_output, epoch), at);
        RemoveEpoch(epoch, LoraFileNames.EpochInterval(_output, plan.Epochs)!.Value);
    }

    /// <summary>After the last epoch. The state for an interruption is no longer needed.</summary>
    public void AtEnd(TrainingPosition at)
    {
        SaveLora(LoraFileNames.Final(_output), plan.Epochs, at with { Epoch = plan.Epochs }, isFinal: true);
        if (_state.SaveState || _state.SaveStateOnTrainEnd) SaveState(LoraFileNames.Final(_output), at);
        RemoveFolder(UnfinishedFolder, isReported: false);
    }

    /// <summary>The run was stopped: keeps the LoRA as it is and the state.</summary>
    public void AtStop(TrainingPosition at)
    {
        if (at.Step > 0) SaveLora(LoraFileNames.ForStep(_output, at.Step), at.Epoch - 1, at);
        SaveUnfinished(at);
    }

    /// <summary>
    /// Loss, gradients or weights are no longer numbers. The weights are those of the last update, which may be what went wrong: a state from
    /// before is worth more and stays; only without one the present state is kept, if its weights are numbers.
    /// </summary>
    public void AtDivergence(TrainingPosition at)
    {
        if (!Directory.Exists(UnfinishedFolder) && optimizer.Groups.All(group => group.IsFinite())) SaveUnfinished(at);
    }

    private void SaveUnfinished(TrainingPosition at) => SaveStateTo(UnfinishedFolder, at);

    /// <summary>Puts weights, optimizer and shown loss back.</summary>
    /// <exception cref="TrainingStateException">The state is of another kind of run.</exception>
    public void Restore(SavedState state)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        if (state.Facts.Optimizer != optimizer.KohyaName) throw Mismatch(state, $"its optimizer is {state.Facts.Optimizer}, this run's is {optimizer.KohyaName}");
        var weights = state.Read(GroupPrefix);
        foreach (var group in optimizer.Groups)
        {
            if (!weights.TryGetValue(group.Name, out var saved) || saved.NumberOfElements != group.Values.NumberOfElements)
                throw Mismatch(state, $"'{group.Name}' has {group.Values.NumberOfElements} weights here and {(saved is null ? "none" : $"{saved.NumberOfElements}")} there");
            group.Values.copy_(saved);
        }

        if (weights.Count != optimizer.Groups.Count) throw Mismatch(state, $"it trains {string.Join(", ", weights.Keys.Order(StringComparer.Ordinal))}, this run {string.Join(", ", optimizer.Groups.Select(group => group.Name))}");
        optimizer.LoadState(state.Read(OptimizerPrefix));
        average.Restore(state.Read(AverageName).Values.Single().data<double>().ToArray());
        if (state.Read(ScalerName).Values.SingleOrDefault() is { } scale) scaler?.Restore(scale.data<double>().ToArray()); // none where the run computed in another type until now
    }

    private static TrainingStateException Mismatch(SavedState state, string what) =>
        new($"the state in {state.Folder} is of another run: {what}. Use the settings of that run, or leave --resume out.");

    private string UnfinishedFolder => Path.Combine(_output.OutputDir, LoraFileNames.UnfinishedState(_output));

    private void SaveLora(string name, int statedEpoch, TrainingPosition at, bool isFinal = false)
    {
        var path = Path.Combine(_output.OutputDir, name);
        var effect = 0.0;
        EvaluationWeights.Use(optimizer, () => writer.Write(path, statedEpoch, at.Step, file => effect = check.Effect(file)));
        progress.Report(new LoraSaved(path, at.Epoch, at.Step, isFinal, effect));
    }

    private void SaveState(string loraName, TrainingPosition at) => SaveStateTo(Path.Combine(_output.OutputDir, LoraFileNames.State(loraName)), at);

    private void SaveStateTo(string folder, TrainingPosition at)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [AverageName] = tensor(average.Save(), ScalarType.Float64) };
        if (scaler is not null) tensors[ScalerName] = tensor(scaler.Save(), ScalarType.Float64);
        foreach (var group in optimizer.Groups) tensors[GroupPrefix + group.Name] = group.Values;
        foreach (var (name, value) in optimizer.SaveState()) tensors[OptimizerPrefix + name] = value;
        SavedState.Write(folder, start with { Step = at.Step, Epoch = at.Epoch, NextBatch = at.NextBatch, Optimizer = optimizer.KohyaName }, tensors);
        _lastState = clock.GetTimestamp();
        progress.Report(new StateSaved(folder, at.Step));
    }

    /// <summary>sd-scripts deletes the file k saves back, and the state that may be counted differently.</summary>
    private void RemoveEpoch(int epoch, int every)
    {
        if (_output.SaveLastNEpochs is { } kept && epoch - every * kept > 0) RemoveFile(LoraFileNames.ForEpoch(_output, epoch - every * kept));
        if ((_state.SaveLastNEpochsState ?? _output.SaveLastNEpochs) is { } states && epoch - every * states > 0) RemoveState(LoraFileNames.ForEpoch(_output, epoch - every * states));
    }

    private void RemoveStep(int step, int every)
    {
        if (_output.SaveLastNSteps is { } kept && LoraFileNames.OutdatedStep(step, every, kept) is { } file) RemoveFile(LoraFileNames.ForStep(_output, file));
        if ((_state.SaveLastNStepsState ?? _output.SaveLastNSteps) is { } states && LoraFileNames.OutdatedStep(step, every, states) is { } state) RemoveState(LoraFileNames.ForStep(_output, state));
    }

    private void RemoveFile(string name)
    {
        var path = Path.Combine(_output.OutputDir, name);
        if (!File.Exists(path)) return;
        File.Delete(path);
        progress.Report(new LoraRemoved(path));
    }

    private void RemoveState(string loraName)
    {
        if (_state.SaveState) RemoveFolder(Path.Combine(_output.OutputDir, LoraFileNames.State(loraName)), isReported: true);
    }

    private void RemoveFolder(string folder, bool isReported)
    {
        if (!Directory.Exists(folder)) return;
        Directory.Delete(folder, recursive: true);
        if (isReported) progress.Report(new LoraRemoved(folder));
    }
}
