using System.Globalization;
using Senmitsu.DemoModel;

namespace Senmitsu.Cli.Views;

/// <summary>How far the making of the built-in model is, on one line for each stage.</summary>
/// <param name="clock">Source of times.</param>
internal sealed class DemoMakeView(TimeProvider clock) : IProgress<MakingProgress>
{
    private const double Smoothing = 0.98;

    private readonly ProgressLine _line = new(clock);
    private MakingStage? _stage;
    private long _started;
    private int _doneAtStart;
    private double _value;

    /// <inheritdoc/>
    public void Report(MakingProgress value)
    {
        if (_stage != value.Stage)
        {
            _line.End();
            (_stage, _started, _doneAtStart, _value) = (value.Stage, clock.GetTimestamp(), Math.Max(value.Done - 1, 0), value.Value);
        }

        _value = (_value * Smoothing) + (value.Value * (1 - Smoothing));
        var elapsed = clock.GetElapsedTime(_started);
        var done = value.Done - _doneAtStart;
        var left = Durations.Remaining(done, value.Total - _doneAtStart, elapsed);
        var watched = value.Value == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", error {_value:F4}");
        _line.Show($"{value.Stage}: {value.Done}/{value.Total}{watched}, {Durations.Rate(done, elapsed)}, {Durations.Clock(left)} left", value.Done >= value.Total);
    }

    /// <summary>Leaves the last line standing.</summary>
    public void End() => _line.End();
}
