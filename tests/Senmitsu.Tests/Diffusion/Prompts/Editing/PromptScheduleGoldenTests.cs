using System.Text.Json;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Diffusion.Prompts.Editing;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Diffusion.Prompts.Editing;

[Trait("Category", Golden.Trait)]
public sealed class PromptScheduleGoldenTests
{
    public static TheoryData<string, PromptTimeline> Timelines => new()
    {
        { "schedule10", new PromptTimeline(10) },
        { "schedule20", new PromptTimeline(20) },
        { "schedule10_hires8", PromptTimeline.Hires(10, 8) },
        { "old_scheduling20", new PromptTimeline(20, IsOld: true) },
    };

    [Theory]
    [MemberData(nameof(Timelines))]
    public void Resolve_OfEveryGoldenPrompt_EqualsTheReference(string field, PromptTimeline timeline)
    {
        var failures = new List<string>();
        foreach (var entry in Entries())
        {
            var prompt = entry.GetProperty("prompt").GetString()!;
            var expected = entry.GetProperty(field).EnumerateArray().Select(pair => new ScheduledText(pair[0].GetInt32(), pair[1].GetString()!)).ToList();
            var actual = PromptSchedule.Resolve(prompt, timeline).Entries;
            if (!expected.SequenceEqual(actual)) failures.Add($"'{prompt}': expected {string.Join(' ', expected)}, got {string.Join(' ', actual)}");
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    [Fact]
    public void Split_OfEveryGoldenPrompt_EqualsTheReference()
    {
        var failures = new List<string>();
        foreach (var entry in Entries())
        {
            var prompt = entry.GetProperty("prompt").GetString()!;
            var expected = entry.GetProperty("composition").EnumerateArray().Select(pair => new ComposedText(pair[0].GetString()!, pair[1].GetDouble())).ToList();
            var actual = PromptComposition.Split(prompt);
            if (!expected.SequenceEqual(actual)) failures.Add($"'{prompt}': expected {string.Join(' ', expected)}, got {string.Join(' ', actual)}");
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    private static List<JsonElement> Entries()
    {
        var entries = JsonDocument.Parse(File.ReadAllBytes(Golden.File("prompts.json"))).RootElement.EnumerateArray().ToList();
        Assert.NotEmpty(entries);
        return entries;
    }
}
