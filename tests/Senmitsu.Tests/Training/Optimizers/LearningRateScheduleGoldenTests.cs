using System.Text.Json;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;

namespace Senmitsu.Tests.Training.Optimizers;

[Trait("Category", Golden.Trait)]
public sealed class LearningRateScheduleGoldenTests(ITestOutputHelper output)
{
    // The reference ran every row over AdamW at this rate, for 50 steps unless the row says otherwise.
    private const double BaseLearningRate = 1e-3;
    private const int TotalSteps = 50;

    [Fact]
    public void At_OfEveryImplementedRow_EqualsTheReference()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Golden.File("lr_schedules.json")));
        var compared = 0;
        foreach (var row in golden.RootElement.EnumerateArray())
        {
            var (arguments, rates) = (row.GetProperty("args"), row.GetProperty("lr"));
            if (rates.ValueKind == JsonValueKind.String)
            {
                output.WriteLine($"refused by the reference, not compared: {arguments}");
                continue;
            }

            if (ScheduleOf(arguments) is not { } schedule)
            {
                output.WriteLine($"not implemented, not compared: {arguments}");
                continue;
            }

            compared++;
            var expected = rates.EnumerateArray().Select(rate => rate.GetDouble()).ToArray();
            for (var step = 0; step < expected.Length; step++)
            {
                var actual = BaseLearningRate * schedule.Factor(step);
                Assert.True(Math.Abs(expected[step] - actual) <= 1e-12, $"{arguments} step {step}: expected {expected[step]:R}, got {actual:R}");
            }
        }

        Assert.True(compared >= 8, $"only {compared} rows compared");
    }

    private static LearningRateSchedule? ScheduleOf(JsonElement arguments)
    {
        var scheduler = Text("lr_scheduler") ?? "constant";
        if (Text("lr_scheduler_type") is { Length: > 0 } || !Enum.TryParse<LearningRateScheduler>(scheduler.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var kind)) return null;
        var total = (int)(Number("max_train_steps") ?? TotalSteps);
        return new LearningRateSchedule
        {
            Scheduler = kind,
            TotalSteps = total,
            BaseLearningRate = BaseLearningRate,
            WarmupSteps = Steps("lr_warmup_steps", total),
            DecaySteps = Steps("lr_decay_steps", total),
            Cycles = (int)(Number("lr_scheduler_num_cycles") ?? 1),
            Power = Number("lr_scheduler_power") ?? 1,
            Timescale = (int?)Number("lr_scheduler_timescale"),
            MinFactor = Number("lr_scheduler_min_lr_ratio") ?? 0,
        };

        string? Text(string name) => arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        double? Number(string name) => arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
        int Steps(string name, int of) => arguments.TryGetProperty(name, out var value) && StepCount.TryParse(value.ToString(), out var count) ? count.Resolve(of) : 0;
    }
}
