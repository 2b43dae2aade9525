using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Tests.Studio.Generation.Scripts;

public sealed class PromptMatrixTests : ScriptTest
{
    // By hand from scripts/prompt_matrix.py: the first part as it is, the others without blanks and commas around them.
    [Fact]
    public void Plan_OfThreeParts_CountsCombinationsInBits()
    {
        var cells = Plan(Request("a cat |, at night ,| 35mm", new PromptMatrix()));
        Assert.Equal(["a cat ", "a cat ,  at night ", "a cat , 35mm", "a cat ,  at night , 35mm"], cells.Select(cell => cell.Settings.Prompt));
        Assert.All(cells, cell => Assert.Equal((7, "dim", 1), (cell.Settings.Seed, cell.Settings.NegativePrompt, cell.Settings.BatchSize)));
        Assert.Equal(["0,0", "1,0", "0,1", "1,1"], cells.Select(cell => $"{cell.Place[0]},{cell.Place[1]}"));
    }

    [Fact]
    public void Plan_AtTheStartWithSpacesAndSeeds_JoinsSo()
    {
        var cells = Plan(Request("a|b|c|d", new PromptMatrix { PutsAtStart = true, UsesDifferentSeeds = true, Delimiter = VariationsDelimiter.Space }));
        Assert.Equal(["a", "b a", "c a", "b c a", "d a", "b d a", "c d a", "b c d a"], cells.Select(cell => cell.Settings.Prompt));
        Assert.Equal([7, 8, 9, 10, 11, 12, 13, 14], cells.Select(cell => cell.Settings.Seed));
        Assert.Equal(["0,0", "1,0", "2,0", "3,0", "0,1", "1,1", "2,1", "3,1"], cells.Select(cell => $"{cell.Place[0]},{cell.Place[1]}"));
    }

    [Fact]
    public void Plan_OfTheNegativePrompt_LeavesThePromptAlone()
    {
        var request = Request("a|b", new PromptMatrix { PromptType = PromptType.Negative });
        var cells = Plan(request with { Settings = request.Settings with { NegativePrompt = "dim|old", Noise = new() { VariationSeed = 3, VariationStrength = 0.5 } } });
        Assert.Equal([("a|b", "dim", 3L), ("a|b", "dim, old", 4L)], cells.Select(cell => (cell.Settings.Prompt, cell.Settings.NegativePrompt, cell.Settings.Noise.VariationSeed)));
    }

    [Fact]
    public void Plan_OfTooManyParts_IsRefused()
    {
        Assert.Contains("million pixels", Assert.Throws<UserErrorException>(() => Plan(Request(new string('|', 200), new PromptMatrix()))).Message, StringComparison.Ordinal);
        Assert.Single(new PromptMatrix { Margin = 501 }.Validate());
    }

    [Fact]
    public async Task Run_WithStylesAndMargin_PutsThePicturesWhereTheirLabelsSay()
    {
        await Studio.OpenAsync(starts: true);
        await File.WriteAllTextAsync(Studio.File("styles.csv"), "name,prompt,negative_prompt\nfilm,\"{prompt}, film\",", TestContext.Current.CancellationToken);
        var request = Request("a cat|at night|35mm", new PromptMatrix { Margin = 10 }) with { Styles = ["film"], StylesFile = Studio.File("styles.csv") };
        var progress = await RunAsync(request);
        Assert.True(progress is { Share: 1, Done: 4, Pictures: 4 }, progress.ToString());
        var made = Pictures(progress);
        Assert.StartsWith("a cat, at night, 35mm, film\n", InfotextFiles.Read(made[3]), StringComparison.Ordinal);

        var grid = ImageFile.Read(Assert.Single(Grids(progress)));
        int left = grid.Width - 138, top = grid.Height - 138;
        Assert.Equal(48, left);
        Assert.True(top > 10, "there is no room for labels");
        for (var i = 0; i < made.Count; i++) Assert.Equal(Pixels(made[i]), grid.Crop(left + i % 2 * 74, top + i / 2 * 74, 64, 64).Pixels);
        Assert.All(grid.Crop(left + 64, top, 10, 138).Pixels, value => Assert.Equal(255, value));
        Assert.Contains(grid.Crop(left, 0, 64, top).Pixels, value => value is > 140 and < 170); // left out: grey
        Assert.Contains(grid.Crop(left + 74, 0, 64, top).Pixels, value => value < 100); // there: black
        Assert.DoesNotContain(grid.Crop(left, 0, 64, top).Pixels, value => value < 140);
    }

    private static GenerateRequest Request(string prompt, PromptMatrix script)
    {
        var request = StudioFixture.Generate();
        return request with { Script = script, Settings = request.Settings with { Prompt = prompt, NegativePrompt = "dim", BatchSize = 2, BatchCount = 3 } };
    }
}
