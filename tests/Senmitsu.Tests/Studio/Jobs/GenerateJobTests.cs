using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Jobs;

public sealed class GenerateJobTests : IAsyncLifetime
{
    /// <summary>So many that a request of another thread arrives before they are done.</summary>
    private const int ManySteps = 120;

    private readonly StudioFixture _studio = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task Run_TwiceWithTheModelKept_MakesTheBytesOfTheUseCase()
    {
        var host = await _studio.OpenAsync(starts: true);
        var request = StudioFixture.Generate(batchCount: 2);
        var alone = await host.Services.GenerateImages.RunAsync(request with { OutputFolder = _studio.File("alone", "x")[..^2] }, new Ignored(), TestContext.Current.CancellationToken);
        foreach (var job in new[] { host.Jobs.Enqueue(request, new LivePreviewSettings()), host.Jobs.Enqueue(request, new LivePreviewSettings { EveryNSteps = 1 }) })
        {
            var progress = (GenerateProgress)await job.Completion;
            Assert.True(progress is { State: JobState.Completed, Share: 1, Done: 2, Pictures: 2 }, progress.ToString());
            Assert.Equal(alone.Select(image => File.ReadAllBytes(image.Path)), progress.Results.Select(result => File.ReadAllBytes(result.Path)));
            Assert.Equal(Path.GetFileName(TinyModel.Path), host.LoadedModel);
        }

        var page = host.Gallery.Page(new() { JobId = host.Jobs.Status.Finished[0].Id }, 0, 10);
        Assert.Equal((2, 8L, 7L), (page.Total, page.Items[0].Seed, page.Items[1].Seed));
        Assert.Equal(alone[0].Infotext, host.Gallery.Find(page.Items[1].Id)!.Infotext);
        await host.FreeModelAsync();
        Assert.Null(host.LoadedModel);
    }

    [Fact]
    public async Task Run_WithPreviews_ShowsAPictureOfTheLatentsSize()
    {
        var host = await _studio.OpenAsync(starts: true);
        var request = StudioFixture.Generate(steps: 6);
        var job = host.Jobs.Enqueue(request, new LivePreviewSettings { EveryNSteps = 2, Method = Senmitsu.Generation.LivePreviewMethod.ApproxCheap });
        Assert.Equal(3, (await job.Completion).PreviewNumber);
        var shown = job.Preview!;
        Assert.Equal((3, 8, 8), (shown.Number, shown.Width, shown.Height));
        Assert.Equal(new ImageSize(8, 8), ImageFile.Decode(shown.Jpeg.Span, "preview").Size);

        var decoded = host.Jobs.Enqueue(request with { Settings = request.Settings with { BatchSize = 4 } }, new LivePreviewSettings { EveryNSteps = 3 });
        Assert.Equal(2, (await decoded.Completion).PreviewNumber);
        Assert.Equal((128, 128), (decoded.Preview!.Width, decoded.Preview.Height)); // the tiny autoencoder decodes; four pictures are a square

        var none = host.Jobs.Enqueue(request, new LivePreviewSettings { EveryNSteps = 0 });
        Assert.Equal(0, (await none.Completion).PreviewNumber);
        Assert.Null(none.Preview);
    }

    [Fact]
    public async Task Interrupt_WhileSampling_StopsAndKeepsWhatIsFinished()
    {
        var host = await _studio.OpenAsync(starts: true);
        var job = host.Jobs.Enqueue(StudioFixture.Generate(ManySteps, batchCount: 3), new LivePreviewSettings());
        await StudioFixture.UntilAsync<GenerateProgress>(job, progress => progress is { Done: 1, Step: > 1 });
        Assert.True(host.Jobs.Request(job.Id, JobRequest.Interrupt));
        var progress = await job.Completion;
        Assert.Equal((JobState.Stopped, JobRequest.Interrupt), (progress.State, progress.Request));
        Assert.InRange(progress.Results.Count, 1, 2);
        Assert.Contains($"which are kept: {progress.Results.Count} of 3", progress.Message, StringComparison.Ordinal);
        Assert.All(progress.Results, result => Assert.True(File.Exists(result.Path)));
        Assert.False(job.CanResume);
        Assert.Equal(JobState.Completed, (await host.Jobs.Enqueue(StudioFixture.Generate(), new LivePreviewSettings()).Completion).State);
    }

    [Fact]
    public async Task Skip_WhileSampling_LeavesABatchOutAndGoesOn()
    {
        var host = await _studio.OpenAsync(starts: true);
        var job = host.Jobs.Enqueue(StudioFixture.Generate(ManySteps, batchCount: 3), new LivePreviewSettings());
        await StudioFixture.UntilAsync<GenerateProgress>(job, progress => progress.Step > 1);
        Assert.True(host.Jobs.Request(job.Id, JobRequest.Skip));
        var progress = (GenerateProgress)await job.Completion;
        Assert.Equal((JobState.Completed, null, 2), (progress.State, progress.Request, progress.Results.Count));
        Assert.Contains("pictures: 2 of 3", progress.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopAfterCurrent_WhileSampling_FinishesThePictureFirst()
    {
        var host = await _studio.OpenAsync(starts: true);
        var job = host.Jobs.Enqueue(StudioFixture.Generate(ManySteps, batchCount: 3), new LivePreviewSettings());
        await StudioFixture.UntilAsync<GenerateProgress>(job, progress => progress is { Done: 0, Step: > 1 });
        Assert.True(host.Jobs.Request(job.Id, JobRequest.StopAfterCurrent));
        var progress = await job.Completion;
        Assert.Equal((JobState.Stopped, JobRequest.StopAfterCurrent), (progress.State, progress.Request));
        Assert.InRange(progress.Results.Count, 1, 2);
    }

    [Fact]
    public async Task Run_WithAxes_SavesPicturesAndGridUnderIds()
    {
        var host = await _studio.OpenAsync(starts: false);
        var id = host.Jobs.Enqueue(StudioFixture.Generate() with { Axes = [GridAxis.Parse("x:steps=1,2"), GridAxis.Parse("y:cfg=3,5")] }, new LivePreviewSettings()).Id;
        host = await _studio.OpenAsync(starts: true); // axes come back from the database
        var progress = (GenerateProgress)await host.Jobs.Find(id)!.Completion;
        Assert.True(progress.State == JobState.Completed, progress.Message);
        Assert.Equal([JobResultKind.Image, JobResultKind.Image, JobResultKind.Image, JobResultKind.Image, JobResultKind.Grid], progress.Results.Select(result => result.Kind));
        Assert.Equal("txt2img-grids", host.Gallery.Find(progress.Results[^1].ImageId!.Value)!.Item.Folder);
    }

    private sealed class Ignored : IProgress<GenerateEvent>
    {
        public void Report(GenerateEvent value)
        {
            // Only the files are compared.
        }
    }
}
