using Senmitsu.Generation;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>How far a generation is, and how long it will still take.</summary>
/// <param name="clock">Source of times.</param>
internal sealed class GenerationPace(TimeProvider clock)
{
    private int _before;
    private int _after;
    private long? _started;
    private double _startShare;

    /// <summary>After a step.</summary>
    public GenerateProgress Sampled(GenerateProgress progress, SamplingProgress step)
    {
        var isNewBatch = step is { Step: 1, Pass: 1 };
        if (isNewBatch) (_before, _after) = (_after, _after + step.Pictures);
        var inBatch = (step.Pass - 1 + (double)step.Step / step.Steps) / step.Passes;
        var share = progress.Pictures == 0 ? 0 : Math.Min(1, (_before + inBatch * step.Pictures) / progress.Pictures);
        return Timed(progress with
        {
            Step = step.Step,
            Steps = step.Steps,
            Pass = step.Pass,
            Passes = step.Passes,
            Done = isNewBatch ? _before : progress.Done,
            Share = Math.Max(share, progress.Share),
            Request = isNewBatch && progress.Request == JobRequest.Skip ? null : progress.Request,
        });
    }

    /// <summary>After a picture was saved.</summary>
    public static GenerateProgress Saved(GenerateProgress progress) => progress with { Done = progress.Done + 1 };

    /// <summary>The clock starts with the first step's end, so that loading a model does not count.</summary>
    private GenerateProgress Timed(GenerateProgress progress)
    {
        if (_started is not { } started)
        {
            (_started, _startShare) = (clock.GetTimestamp(), progress.Share);
            return progress;
        }

        var done = progress.Share - _startShare;
        return done <= 0 ? progress : progress with { Remaining = clock.GetElapsedTime(started) * ((1 - progress.Share) / done) };
    }
}
