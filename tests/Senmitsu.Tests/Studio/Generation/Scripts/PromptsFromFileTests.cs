using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Scripts;
using Senmitsu.Studio.Jobs.Kinds;

namespace Senmitsu.Tests.Studio.Generation.Scripts;

public sealed class PromptsFromFileTests : ScriptTest
{
    [Fact]
    public void Plan_OfEveryOption_ChangesThatLineOnly()
    {
        File.WriteAllText(Studio.File("styles.csv"), "name,prompt,negative_prompt\nfilm,\"{prompt}, film\",grain\nbig,big,");
        File.WriteAllText(Studio.File("data", "models", "Stable-diffusion", "other.safetensors"), "");
        const string Line = "--prompt a cat at night --negative_prompt \"dim\" --seed 5 --sampler_name Heun --steps 9 --cfg_scale 2.5 --width 128 --height 192 --batch_size 2 --n_iter 3 "
            + "--subseed 4 --subseed_strength 0.25 --seed_resize_from_w 64 --seed_resize_from_h 96 --tiling true --styles film,big --sd_model other";
        var cells = Plan(Request(new PromptsFromFile { Text = $"\r\n{Line}\r\n  a dog  \r\n" }) with { StylesFile = Studio.File("styles.csv"), Styles = ["big"] });
        var (settings, model) = (cells[0].Settings, cells[0].ModelPath);
        Assert.Equal(("a cat at night base, film, big", "dim base negative, grain"), (settings.Prompt, settings.NegativePrompt));
        Assert.Equal((5L, "Heun", 9, 2.5, 128, 192, 2, 3, true), (settings.Seed, settings.Sampler, settings.Steps, settings.CfgScale, settings.Width, settings.Height, settings.BatchSize, settings.BatchCount, settings.IsTiling));
        Assert.Equal((4L, 0.25, 64, 96), (settings.Noise.VariationSeed, settings.Noise.VariationStrength, settings.Noise.SeedResizeFromWidth, settings.Noise.SeedResizeFromHeight));
        Assert.Equal("other.safetensors", Path.GetFileName(model));
        Assert.Equal(("a dog base, big", "base negative", 7L, 2), (cells[1].Settings.Prompt, cells[1].Settings.NegativePrompt, cells[1].Settings.Seed, cells[1].Settings.Steps));
    }

    [Fact]
    public void Plan_AtTheEndOrWithoutOtherPrompts_JoinsSo()
    {
        var request = Request(new PromptsFromFile { Text = "a cat\n--steps 3", Position = PromptPosition.End });
        Assert.Equal(["base a cat", "base"], Plan(request).Select(cell => cell.Settings.Prompt));
        Assert.Equal(["a cat", ""], Plan(request with { Settings = request.Settings with { Prompt = "" } }).Select(cell => cell.Settings.Prompt));
    }

    // By hand from scripts/prompts_from_file.py; "+" stands for a seed drawn for that line alone.
    [Theory]
    [InlineData(false, false, false, "7 7 50 +")]
    [InlineData(false, true, true, "7 13 50 +")]
    [InlineData(false, true, false, "7 13 50 +")]
    [InlineData(true, false, false, "+ + 50 +")]
    [InlineData(true, false, true, "7 7 50 +")]
    [InlineData(true, true, false, "7 13 50 +")]
    public void Settle_DrawsTheSeedsOfLines(bool isRandom, bool iterates, bool shares, string expected)
    {
        var request = Request(new PromptsFromFile { Text = "a\nb\n--seed 50\n--seed -1", IteratesSeed = iterates, SharesRandomSeed = shares });
        request = request with { Settings = request.Settings with { BatchSize = 2, BatchCount = 3 } };
        var drawn = 1000L;
        var settled = request with { Script = request.Script!.Settle(request.Settings, isRandom, () => ++drawn) };
        var seeds = Plan(settled).Select(cell => cell.Settings.Seed).ToList();
        Assert.Equal(expected, string.Join(' ', seeds.Select(seed => seed > 1000 ? "+" : seed.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(seeds.Count(seed => seed > 1000), seeds.Where(seed => seed > 1000).Distinct().Count());
        Assert.Equal(seeds, Plan(settled with { Script = settled.Script!.Settle(settled.Settings, isRandom, () => 3) }).Select(cell => cell.Settings.Seed)); // once
    }

    [Theory]
    [InlineData("a\n\n--restore_faces true", "line 3: --restore_faces has no effect here")]
    [InlineData("--outpath_samples /tmp", "line 1: --outpath_samples has no effect here")]
    [InlineData("a\n--bogus 1", "line 2: there is no option --bogus. Known: prompt, negative_prompt, seed")]
    [InlineData("--prompt", "line 1: --prompt has no value")]
    [InlineData("--steps many", "line 1: --steps many: expected a number")]
    [InlineData("--seed x", "line 1: --seed x: expected a whole number")]
    [InlineData("--prompt it's a cat", "line 1: the quotation mark ' at character 12 is not closed")]
    [InlineData("--steps 3 4", "line 1: '4' is no option")]
    [InlineData("a\n--steps 5000\n--width 100", "line 2: steps = 5000: must lie between 1 and 1000")]
    [InlineData("a\n--steps 5000\n--width 100", "line 3: width = 100: must be a multiple of 8")]
    [InlineData("--sampler_name Bogus", "line 1: sampler = Bogus")]
    [InlineData("--sd_model nowhere", "line 1: the checkpoint 'nowhere' is neither")]
    [InlineData("a\n--styles film", "line 2: --styles: ")]
    [InlineData(" \n ", "there are no lines")]
    public async Task Enqueue_OfAWrongLine_NamesIt(string text, string expected)
    {
        var host = await Studio.OpenAsync(starts: false);
        var error = Assert.ThrowsAny<Exception>(() => host.Jobs.Enqueue(Request(new PromptsFromFile { Text = text }), new LivePreviewSettings()));
        Assert.True(error is UserErrorException or InvalidSettingsException, error.ToString());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WithDashesInAPrompt_TakesThemAsWordsAndSaysSo()
    {
        Assert.Equal("a cat --steps 5 base", Plan(Request(new PromptsFromFile { Text = "a cat --steps 5" }))[0].Settings.Prompt);
        Assert.Contains("line 1: '--' is part of the prompt", Assert.Single(Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithBatchesInALine_SavesAllInOrderAndCombinesThem()
    {
        await Studio.OpenAsync(starts: true);
        var progress = await RunAsync(Request(new PromptsFromFile { Text = "a cat\n--prompt a dog --n_iter 2 --width 128", MakesCombined = true, IteratesSeed = true }));
        Assert.True(progress is { Share: 1, Done: 3, Pictures: 3 }, progress.ToString());
        Assert.Equal(["a cat base, 7", "a dog base, 8", "a dog base, 9"], Pictures(progress).Select(path => $"{InfotextFiles.Read(path)!.Split('\n')[0]}, {Path.GetFileNameWithoutExtension(path).Split('-')[1]}"));
        Assert.Single(Grids(progress));
    }

    private static GenerateRequest Request(PromptsFromFile script)
    {
        var request = StudioFixture.Generate();
        return request with { Script = script, Settings = request.Settings with { Prompt = "base", NegativePrompt = "base negative" } };
    }
}
