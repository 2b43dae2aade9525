using System.Text.Json;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Tests.Training.LearningRates;

[Trait("Category", Golden.Trait)]
public sealed class LearningRateScheduleGoldenTests(ITestOutputHelper output)
{
    // The reference ran every row over AdamW at this rate, for 50 steps unless the row says otherwise.
    private const double BaseLearningRate = 1e-3;
    private const int TotalSteps = 50;

    [Fact]
    public void Rate_OfEveryRow_EqualsTheReference()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Golden.File("lr_schedules.json")));
        var refused = new List<string>();
        foreach (var row in golden.RootElement.EnumerateArray())
        {
            var (arguments, rates) = (row.GetProperty("args"), row.GetProperty("lr"));
            var settings = SettingsOf(arguments);
            var schedule = settings.Schedule(arguments.TryGetProperty("max_train_steps", out var steps) ? steps.GetInt32() : TotalSteps);
            if (rates.ValueKind == JsonValueKind.String)
            {
                output.WriteLine($"refused by the reference, not compared: {arguments}");
                refused.Add(settings.Scheduler.ToString());
                continue;
            }

            var expected = rates.EnumerateArray().Select(rate => rate.GetDouble()).ToArray();
            for (var step = 0; step < expected.Length; step++)
            {
                var actual = schedule.Rate(BaseLearningRate, step);
                Assert.True(Math.Abs(expected[step] - actual) <= 1e-12, $"{arguments} step {step}: expected {expected[step]:R}, got {actual:R}");
            }
        }

        // Rules without quotes are no Python literal, and a constant rate has no warm-up; here both are understood.
        Assert.Equal(["PiecewiseConstant", "Constant"], refused);
    }

    private static LearningRateSettings SettingsOf(JsonElement arguments)
    {
        var values = arguments.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ValueKind switch
        {
            JsonValueKind.Number => property.Value.TryGetInt64(out var whole) ? whole : property.Value.GetDouble(),
            JsonValueKind.Array => property.Value.EnumerateArray().Select(item => (object?)item.GetString()).ToList(),
            _ => (object?)property.Value.GetString(),
        });
        values["learning_rate"] = BaseLearningRate;
        var import = KohyaMapping.ToSettings(values);
        Assert.DoesNotContain(import.Problems, problem => problem.Path.StartsWith("lr_", StringComparison.Ordinal));
        return import.Settings.LearningRate;
    }
}
