using System.Globalization;
using Senmitsu.Training.Events;

namespace Senmitsu.Cli.Views;

/// <summary>Shows a training in sd-scripts' words: progress on standard error, results or JSON events on standard output.</summary>
internal sealed class TrainView(TimeProvider clock, bool isJson) : IProgress<TrainingEvent>
{
    private const int BarWidth = 20;

    private readonly ProgressLine _line = new(clock);

    public void Report(TrainingEvent value)
    {
        if (isJson) WriteJson(value);
        else Show(value);
    }

    private static void WriteJson(TrainingEvent value)
    {
        object line = value switch
        {
            StepFinished step => new
            {
                @event = "step", step.Step, step.Steps, step.Epoch, step.Loss, step.AverageLoss, step.GradientNorm,
                weight_norms = step.WeightNorms,
                learning_rates = step.LearningRates.ToDictionary(pair => pair.Group, pair => pair.Rate),
                elapsed_seconds = Math.Round(step.Elapsed.TotalSeconds, 3),
                remaining_seconds = Math.Round(Remaining(step).TotalSeconds, 3),
            },
            TrainingStarted started => new { @event = "started", started.TextEncoderModules, started.UnetModules, plan = PlanView.Summary(started.Plan) },
            EpochStarted epoch => new { @event = "epoch", epoch.Epoch, epoch.Epochs },
            EpochFinished epoch => new { @event = "epoch_finished", epoch.Epoch, epoch.AverageLoss },
            LatentsEncoded latents => new { @event = "latents", latents.Done, latents.Total },
            LoraSaved saved => new { @event = "saved", saved.Path, saved.Epoch, saved.Step, saved.IsFinal, effect = Math.Round(saved.Effect, 6) },
            ValidationFinished validation => new { @event = "validation", validation.Step, validation.Epoch, validation.Average, validation.Divergence },
            SampleSaved sample => new { @event = "sample", sample.Path, sample.Step },
            StateSaved state => new { @event = "state_saved", state.Folder, state.Step },
            LoraRemoved removed => new { @event = "removed", removed.Path },
            ModelLoaded loaded => new { @event = "model_loaded", loaded.Device, loaded.DataType, seconds = Math.Round(loaded.Elapsed.TotalSeconds, 3) },
            Noted noted => new { @event = "note", noted.Text },
            _ => new { @event = value.GetType().Name },
        };
        JsonOutput.WriteLine(line);
    }

    private void Show(TrainingEvent value)
    {
        switch (value)
        {
            case StepFinished step:
                _line.Show(StepLine(step), step.Step == step.Steps);
                return;
            case LatentsEncoded latents:
                _line.Show($"encoding pictures {latents.Done}/{latents.Total}", latents.Done == latents.Total);
                return;
        }

        _line.End();
        switch (value)
        {
            case ModelLoaded loaded:
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"model loaded in {loaded.Elapsed.TotalSeconds:F1} s ({loaded.DataType} on {loaded.Device})"));
                break;
            case TrainingStarted started:
                PlanView.Write(Console.Error, started.Plan);
                Console.Error.WriteLine($"LoRA for the text encoder: {started.TextEncoderModules} modules, for the UNet: {started.UnetModules} modules");
                break;
            case EpochStarted epoch:
                Console.Error.WriteLine($"epoch {epoch.Epoch}/{epoch.Epochs}");
                break;
            case LoraSaved saved:
                Console.Out.WriteLine(saved.Path);
                Console.Error.WriteLine(saved.Effect > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"saved and read back: changes the model's answer by {saved.Effect:P2}")
                    : "note: the saved LoRA does not change the model's answer measurably; the learning rate may be far too low");
                break;
            case ValidationFinished validation:
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loss on pictures set aside: {validation.Average:G4} ({validation.Divergence:+0.0000;-0.0000} against those trained)"));
                break;
            case SampleSaved sample:
                Console.Error.WriteLine($"sample picture: {sample.Path}");
                break;
            case StateSaved state:
                Console.Error.WriteLine($"state: {state.Folder} (continue with --resume)");
                break;
            case LoraRemoved removed:
                Console.Error.WriteLine($"removed old save: {removed.Path}");
                break;
            case Noted noted:
                Console.Error.WriteLine($"note: {noted.Text}");
                break;
        }
    }

    private static TimeSpan Remaining(StepFinished step) => Durations.Remaining(step.StepsOfSession, step.Steps - (step.Step - step.StepsOfSession), step.Elapsed);

    // steps:  12%|##                  | 192/1600 [03:25<25:01, 1.07s/it, avr_loss=0.0923]
    private static string StepLine(StepFinished step)
    {
        var share = (double)step.Step / step.Steps;
        var bar = new string('#', (int)(share * BarWidth)).PadRight(BarWidth);
        var remaining = Durations.Clock(Remaining(step));
        var norms = step.WeightNorms is { } limited ? string.Create(CultureInfo.InvariantCulture, $", Keys Scaled={limited.KeysScaled}, Average key norm={limited.Mean:G3}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"steps: {share * 100,3:F0}%|{bar}| {step.Step}/{step.Steps} [{Durations.Clock(step.Elapsed)}<{remaining}, {Durations.Rate(step.StepsOfSession, step.Elapsed)}, avr_loss={step.AverageLoss:G3}{norms}]");
    }
}
