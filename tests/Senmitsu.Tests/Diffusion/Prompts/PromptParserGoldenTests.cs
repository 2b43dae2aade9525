using System.Text.Json;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Diffusion.Prompts;

[Trait("Category", Golden.Trait)]
public sealed class PromptParserGoldenTests
{
    [Fact]
    public void Parse_OfEveryGoldenPrompt_EqualsTheReference()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Golden.File("prompts.json")));
        var failures = new List<string>();
        var count = 0;
        foreach (var entry in golden.RootElement.EnumerateArray())
        {
            count++;
            var prompt = entry.GetProperty("prompt").GetString()!;
            var attention = entry.GetProperty("attention");
            if (attention.ValueKind != JsonValueKind.Array)
            {
                // The reference itself refuses this prompt; so must we.
                if (Record.Exception(() => PromptParser.Parse(prompt)) is not PromptException) failures.Add($"'{prompt}': the reference refuses it");
                continue;
            }

            var expected = attention.EnumerateArray().Select(pair => new WeightedText(pair[0].GetString()!, pair[1].GetDouble())).ToArray();
            var actual = PromptParser.Parse(prompt).Parts;
            // The reference file stores nine decimals.
            var equal = expected.Length == actual.Count && expected.Zip(actual).All(pair => pair.First.Text == pair.Second.Text && Math.Abs(pair.First.Weight - pair.Second.Weight) < 2e-9);
            if (!equal) failures.Add($"'{prompt}': expected {string.Join(' ', expected)}, got {string.Join(' ', actual)}");
        }

        Assert.True(count > 0);
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }
}
