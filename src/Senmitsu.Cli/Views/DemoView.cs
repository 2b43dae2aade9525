using System.Globalization;
using Senmitsu.DemoModel.Demonstration;

namespace Senmitsu.Cli.Views;

/// <summary>The demonstration's progress on one line for each stage, and its summary.</summary>
/// <param name="clock">Source of times.</param>
internal sealed class DemoView(TimeProvider clock) : IProgress<DemoProgress>
{
    private readonly ProgressLine _line = new(clock);
    private DemoStage? _stage;
    private long _started;

    /// <inheritdoc/>
    public void Report(DemoProgress value)
    {
        if (_stage != value.Stage)
        {
            _line.End();
            (_stage, _started) = (value.Stage, clock.GetTimestamp());
        }

        var elapsed = clock.GetElapsedTime(_started);
        var left = value.Done == 0 ? "" : $", {Durations.Clock(Durations.Remaining(value.Done, value.Total, elapsed))} left";
        _line.Show($"{Name(value.Stage)}: {value.Done}/{value.Total}{left}", value.Done >= value.Total);
    }

    /// <summary>Leaves the last line standing.</summary>
    public void End() => _line.End();

    /// <summary>What the loop found, in a few lines.</summary>
    public static void WriteSummary(TextWriter writer, DemoResult result, string report)
    {
        writer.WriteLine($"Same person, from words alone:  {Rate(result.SamePersonWithoutLora)}");
        writer.WriteLine($"Same person, with the LoRA:     {Rate(result.SamePersonWithLora)}");
        foreach (var (fact, rate) in result.ObeyedWithLora) writer.WriteLine($"  {fact + " as named:",-29} {Rate(rate)}");
        writer.WriteLine($"Best save: epoch {result.Best.Save.Epoch}, installed as {result.LoraPath}");
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Report: {report} ({result.Elapsed.TotalMinutes:F1} minutes)"));
    }

    /// <summary>What the evaluation found, in a few lines.</summary>
    public static void WriteEvaluation(TextWriter writer, EvaluationResult result)
    {
        foreach (var (fact, rate) in result.Fidelity) writer.WriteLine($"Model, {fact} as named: {Rate(rate)}");
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"One picture of 128×128, 20 steps: {result.PictureTime.TotalSeconds:F2} s"));
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Probe: {result.Probe.FalseAccepts:P1} false accepts, {result.Probe.FalseRejects:P1} false rejects on painted people it does not know"));
    }

    /// <summary>A rate for <c>--json</c>.</summary>
    public static object Summary(HitRate rate) => new { hits = rate.Hits, count = rate.Count, share = rate.Share, low = rate.Low, high = rate.High };

    private static string Rate(HitRate rate) => string.Create(CultureInfo.InvariantCulture, $"{rate.Hits} of {rate.Count} ({rate.Share * 100:0.#} %; 95 % interval {rate.Low * 100:0.#}–{rate.High * 100:0.#} %)");

    private static string Name(DemoStage stage) => stage switch
    {
        DemoStage.Portraits => "1 Portraits from a prompt",
        DemoStage.Variants => "2 Variants of the picked one",
        DemoStage.Training => "3 Training",
        DemoStage.Saves => "4 Pictures with every save",
        DemoStage.WithLora => "5 The person elsewhere, with the LoRA",
        DemoStage.WithoutLora => "6 The same wishes without it",
        _ => "Pictures of anybody",
    };
}
