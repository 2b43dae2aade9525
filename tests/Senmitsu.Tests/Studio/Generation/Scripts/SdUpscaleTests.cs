using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Scripts;
using Senmitsu.Studio.Jobs.Kinds;

namespace Senmitsu.Tests.Studio.Generation.Scripts;

public sealed class SdUpscaleTests : ScriptTest
{
    // By hand from scripts/sd_upscale.py and split_grid: 160×96 doubled is 320×192; tiles of 128×96 that share 32 pixels begin at 0, 96, 192 and at 0, 48, 96.
    [Theory]
    [InlineData(1, 1, "7 8 9 10 11 12 13 14 15")]
    [InlineData(2, 1, "7 8 8 9 9 10 10 11 11")]
    [InlineData(4, 2, "7 8 9 10 8 9 10 11 9 8 9 10 11 9 10 11 12 10")]
    public void Plan_OfTilesInBatches_CountsTheSeedByBatch(int batchSize, int batchCount, string expected)
    {
        var request = Request(new SdUpscale { Overlap = 32, Upscaler = "Lanczos" }, Painted("a.png", 160, 96));
        var cells = Plan(request with { Settings = request.Settings with { Width = 128, Height = 96, BatchSize = batchSize, BatchCount = batchCount } });
        Assert.Equal(expected, string.Join(' ', cells.Select(cell => cell.Settings.Seed)));
        Assert.All(cells, cell => Assert.Equal((1, 1), (cell.Settings.BatchSize, cell.Settings.BatchCount)));
    }

    [Fact]
    public void Plan_WithAVariation_CountsItsSeedWithinABatch()
    {
        var request = Request(new SdUpscale { Overlap = 0 }, Painted("a.png", 128, 128));
        var cells = Plan(request with { Settings = request.Settings with { BatchSize = 2, Noise = new() { VariationSeed = 20, VariationStrength = 0.5 } } });
        Assert.Equal("7+20 7+21 8+20 8+21", string.Join(' ', cells.Select(cell => $"{cell.Settings.Seed}+{cell.Settings.Noise.VariationSeed}")));
    }

    [Fact]
    public async Task Run_OfTwoResults_PutsTheTilesMadeAloneTogether()
    {
        // Where tiles do not overlap, the result is the tile made alone.
        await Studio.OpenAsync(starts: true);
        var picture = Painted("a.png", 64, 48);
        var request = Request(new SdUpscale { Overlap = 16, Upscaler = "Nearest" }, picture);
        request = request with { Settings = request.Settings with { DenoisingStrength = 0.5, BatchCount = 2 } };
        var progress = await RunAsync(request);
        Assert.True(progress is { Share: 1, Done: 12, Pictures: 12 }, progress.ToString()); // 128×96: three by two tiles of 64×64, twice
        var made = Pictures(progress);
        Assert.Equal(2, made.Count);
        Assert.Equal(["7", "8"], made.Select(path => Path.GetFileNameWithoutExtension(path).Split('-')[1]));
        var infotext = InfotextFiles.Read(made[1])!;
        Assert.Contains("Seed: 8, Size: 64x64", infotext, StringComparison.Ordinal);
        Assert.Contains("SD upscale overlap: 16, SD upscale upscaler: Nearest, Version: ", infotext, StringComparison.Ordinal);

        var result = ImageFile.Read(made[0]);
        Assert.Equal(new ImageSize(128, 96), result.Size);
        var enlarged = PointResampler.Resize(ImageFile.Read(picture), 128, 96, ResizeInterpolation.Nearest);
        foreach (var (left, top, seed, kept) in new[] { (0, 0, 7, (0, 0, 32, 32)), (64, 32, 12, (16, 16, 48, 48)) })
        {
            File.WriteAllBytes(Studio.File("pictures", "tile.png"), ImageFile.EncodePng(enlarged.Crop(left, top, 64, 64)));
            var alone = ImageFile.Read(Pictures(await RunAsync(request with { Script = null, InputImagePath = Studio.File("pictures", "tile.png"), Settings = request.Settings with { Seed = seed, BatchCount = 1 } }))[0]);
            var (x, y, width, height) = kept;
            Assert.Equal(alone.Crop(x, y, width, height).Pixels, result.Crop(left + x, top + y, width, height).Pixels);
        }
    }

    [Theory]
    [InlineData("Latent", 64, 64, "works on latents only")]
    [InlineData("missing", 64, 64, "the upscaler 'missing' is neither a file nor in")]
    [InlineData("None", 128, 64, "the enlarged picture has 96x96 pixels, a tile 128x64")]
    [InlineData("Lanczos", 64, 64, "tiles of 64x64 cannot share 64 pixels", 64)]
    [InlineData("Lanczos", 64, 64, "tile-overlap = 257: must lie between 0 and 256", 257)]
    [InlineData("Lanczos", 64, 64, "takes no mask", 0, true)]
    [InlineData("Lanczos", 64, 64, "the scale factor decides the size", 0, false, 1.5)]
    [InlineData("Lanczos", 64, 64, "scale-factor = 5", 0, false, null, 5.0)]
    public async Task Enqueue_OfWhatCannotBe_IsRefused(string upscaler, int width, int height, string expected, int overlap = 16, bool hasMask = false, double? resizeBy = null, double scale = 2)
    {
        var host = await Studio.OpenAsync(starts: false);
        var picture = Painted("a.png", 96, 96);
        var request = Request(new SdUpscale { Overlap = overlap, Upscaler = upscaler, Scale = scale }, picture) with { MaskPath = hasMask ? picture : null, ResizeBy = resizeBy };
        var error = Assert.ThrowsAny<Exception>(() => host.Jobs.Enqueue(request with { Settings = request.Settings with { Width = width, Height = height } }, new LivePreviewSettings()));
        Assert.True(error is UserErrorException or InvalidSettingsException, error.ToString());
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static GenerateRequest Request(SdUpscale script, string picture) => StudioFixture.Generate() with { Script = script, InputImagePath = picture };
}
