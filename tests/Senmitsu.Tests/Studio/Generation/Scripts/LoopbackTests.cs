using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Scripts;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;

namespace Senmitsu.Tests.Studio.Generation.Scripts;

public sealed class LoopbackTests : ScriptTest
{
    // By hand from scripts/loopback.py: 0.8 + (0.2 − 0.8) · way, the way being 0, 1/3, 2/3, 1, or sin and 1 − cos of that part of a right angle.
    [Theory]
    [InlineData(DenoisingCurve.Linear, 0.8, 0.6, 0.4, 0.2)]
    [InlineData(DenoisingCurve.Aggressive, 0.8, 0.5, 0.28038475772933680, 0.2)]
    [InlineData(DenoisingCurve.Lazy, 0.8, 0.71961524227066318, 0.5, 0.2)]
    public void Plan_OfFourLoops_GoesToTheFinalStrengthOnItsCurve(DenoisingCurve curve, params double[] expected)
    {
        var strengths = Plan(Request(new Loopback { FinalDenoisingStrength = 0.2, Curve = curve })).Select(cell => cell.Settings.DenoisingStrength).ToList();
        Assert.Equal(expected.Length, strengths.Count);
        Assert.All(strengths, (strength, i) => Assert.Equal(expected[i], strength, 12));
    }

    [Fact]
    public void Plan_OfOneLoop_KeepsTheStrength() => Assert.Equal(0.8, Assert.Single(Plan(Request(new Loopback { Loops = 1 }))).Settings.DenoisingStrength);

    [Fact]
    public void Plan_OfTwoBatchesOfTwo_CountsTheSeedOnAndStartsTheStrengthAnew()
    {
        var request = Request(new Loopback { Loops = 3 });
        var cells = Plan(request with { Settings = request.Settings with { BatchCount = 2, BatchSize = 2, Inpaint = new() { Content = MaskedContent.LatentNoise } } });
        Assert.Equal([7, 8, 9, 10, 11, 12], cells.Select(cell => cell.Settings.Seed));
        Assert.Equal([0.8, 0.65, 0.5, 0.8, 0.65, 0.5], cells.Select(cell => Math.Round(cell.Settings.DenoisingStrength, 12)));
        Assert.All(cells, cell => Assert.Equal((1, 1), (cell.Settings.BatchSize, cell.Settings.BatchCount)));
        Assert.Equal([MaskedContent.LatentNoise, MaskedContent.Original, MaskedContent.Original], cells.Take(3).Select(cell => cell.Settings.Inpaint.Content));
    }

    [Fact]
    public async Task Run_OfThreeLoops_MakesEachPictureOfTheOneBefore()
    {
        await Studio.OpenAsync(starts: true);
        var request = Request(new Loopback { Loops = 3 }) with { InputImagePath = Painted("a.png", 96, 80) };
        var progress = await RunAsync(request);
        Assert.True(progress is { Share: 1, Done: 3, Pictures: 3 }, progress.ToString());
        var made = Pictures(progress);
        Assert.Contains("Denoising strength: 0.65", InfotextFiles.Read(made[1]), StringComparison.Ordinal);
        Assert.Contains("Final denoising strength: 0.5, Denoising curve: Linear, Version: ", InfotextFiles.Read(made[1]), StringComparison.Ordinal);

        var alone = await RunAsync(request with { Script = null, InputImagePath = made[1], Settings = request.Settings with { Seed = 9, DenoisingStrength = 0.5 } });
        Assert.Equal(Pixels(made[2]), Pixels(Pictures(alone)[0]));
        Assert.Equal([.. Pixels(made[0])[..192], .. Pixels(made[1])[..192], .. Pixels(made[2])[..192]], Pixels(Assert.Single(Grids(progress)))[..576]); // side by side
    }

    [Fact]
    public async Task Run_OfTwoBatchesWithColourCorrection_ShowsTheLastLoopOfEachInTheGrid()
    {
        var host = await Studio.OpenAsync(starts: false);
        var request = Request(new Loopback { Loops = 2 }) with { InputImagePath = Painted("a.png", 96, 80), ResizeBy = 0.8 };
        var id = host.Jobs.Enqueue(request with { Settings = request.Settings with { BatchCount = 2, CorrectsColors = true } }, new LivePreviewSettings()).Id;
        host = await Studio.OpenAsync(starts: true); // the script comes back from the database
        var progress = (GenerateProgress)await host.Jobs.Find(id)!.Completion;
        Assert.True(progress.State == JobState.Completed, progress.Message);
        var made = Pictures(progress);
        Assert.Equal(4, made.Count);
        Assert.Equal((72, 64), Senmitsu.Numerics.Images.ImageFile.ReadSize(made[3]) is var size ? (size.Width, size.Height) : default);
        Assert.Equal([.. Pixels(made[1])[..216], .. Pixels(made[3])[..216]], Pixels(Assert.Single(Grids(progress)))[..432]);
    }

    [Fact]
    public async Task Skip_WhileSampling_EndsThisBatchOnly()
    {
        const int ManySteps = 120; // so many that the request of another thread arrives before they are done
        var host = await Studio.OpenAsync(starts: true);
        var request = Request(new Loopback { Loops = 2 }) with { InputImagePath = Painted("a.png") };
        var job = host.Jobs.Enqueue(request with { Settings = request.Settings with { BatchCount = 2, Steps = ManySteps, DenoisingStrength = 1 } }, new LivePreviewSettings());
        await StudioFixture.UntilAsync<GenerateProgress>(job, progress => progress.Step > 1);
        Assert.True(host.Jobs.Request(job.Id, JobRequest.Skip));
        var progress = (GenerateProgress)await job.Completion;
        Assert.Equal((JobState.Completed, 2), (progress.State, Pictures(progress).Count));
        Assert.Contains("pictures: 2 of 4", progress.Message, StringComparison.Ordinal);
        Assert.Empty(Grids(progress));
    }

    [Fact]
    public async Task Enqueue_OfWhatCannotBe_IsRefused()
    {
        var host = await Studio.OpenAsync(starts: false);
        Assert.Contains("needs a picture to start from", Refused(new Loopback(), null), StringComparison.Ordinal);
        Assert.Contains("loops = 33: must lie between 1 and 32", Refused(new Loopback { Loops = 33 }, Painted("a.png")), StringComparison.Ordinal);
        Assert.Contains("final-denoising-strength = 2", Refused(new Loopback { FinalDenoisingStrength = 2 }, Painted("a.png")), StringComparison.Ordinal);

        string Refused(Loopback script, string? picture) => Assert.ThrowsAny<Exception>(() => host.Jobs.Enqueue(Request(script) with { InputImagePath = picture }, new LivePreviewSettings())).Message;
    }

    private static GenerateRequest Request(Loopback script)
    {
        var request = StudioFixture.Generate();
        return request with { Script = script, Settings = request.Settings with { DenoisingStrength = 0.8 } };
    }
}
