using System.Globalization;
using Senmitsu.Studio.Generation;

namespace Senmitsu.Cli.Views;

/// <summary>Shows a generation: progress on standard error, file names or JSON on standard output.</summary>
internal sealed class GenerateView(TimeProvider clock, bool isJson) : IProgress<GenerateEvent>
{
    private readonly ProgressLine _line = new(clock);
    private readonly long _started = clock.GetTimestamp();
    private readonly List<SavedImage> _images = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _grids = [];
    private long? _samplingStarted;

    public void Report(GenerateEvent value)
    {
        switch (value)
        {
            case GenerateEvent.Noted noted:
                _line.End();
                _notes.Add(noted.Text);
                Console.Error.WriteLine($"note: {noted.Text}");
                break;
            case GenerateEvent.ModelLoaded loaded:
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"model loaded in {loaded.Elapsed.TotalSeconds:F1} s ({loaded.DataType} on {loaded.Device})"));
                break;
            case GenerateEvent.Sampled sampled:
                ShowStep(sampled);
                break;
            case GenerateEvent.Saved saved:
                _line.End();
                _images.Add(saved.Image);
                if (!isJson) Console.Out.WriteLine(saved.Image.Path);
                break;
            case GenerateEvent.GridSaved grid:
                _grids.Add(grid.Path);
                if (!isJson) Console.Out.WriteLine(grid.Path);
                break;
        }
    }

    /// <summary>Writes the answer in JSON, if it was asked for.</summary>
    public void Finish()
    {
        if (isJson) JsonOutput.WriteLine(new { images = _images, grids = _grids, notes = _notes, seconds = Math.Round(clock.GetElapsedTime(_started).TotalSeconds, 3) });
    }

    private void ShowStep(GenerateEvent.Sampled sampled)
    {
        var progress = sampled.Progress;
        _samplingStarted ??= clock.GetTimestamp();
        var elapsed = clock.GetElapsedTime(_samplingStarted.Value);
        int done = (progress.Batch - 1) * progress.Steps + progress.Step, total = progress.Batches * progress.Steps;
        // The clock starts with the first step's estimate, so the pace counts the steps after it.
        var remaining = Durations.Clock(Durations.Remaining(Math.Max(done - 1, 0), total - 1, elapsed));
        var batch = progress.Batches > 1 ? $"batch {progress.Batch}/{progress.Batches}, " : "";
        _line.Show($"{batch}step {progress.Step}/{progress.Steps} [{Durations.Clock(elapsed)}<{remaining}, {Durations.Rate(done - 1, elapsed)}]", progress.Step == progress.Steps);
    }
}
