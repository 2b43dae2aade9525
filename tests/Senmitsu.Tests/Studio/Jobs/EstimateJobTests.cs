using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;

namespace Senmitsu.Tests.Studio.Jobs;

public sealed class EstimateJobTests : IAsyncLifetime
{
    private readonly StudioFixture _studio = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task Run_OfATraining_TellsTimeAndMemoryAndWritesNothing()
    {
        var host = await _studio.OpenAsync(starts: true);
        var job = host.Jobs.EnqueueEstimate(_studio.Training("out", 100));
        var done = (EstimateProgress)await job.Completion;
        Assert.True(done.State == JobState.Completed, done.Message);
        Assert.True(done.Estimate!.SecondsPerStep > 0);
        Assert.True(done.Estimate.Total.TotalSeconds >= 100 * done.Estimate.SecondsPerStep);
        Assert.True(done.Estimate.PeakBytes > 1 << 20);
        Assert.Empty(done.Results);
        Assert.Empty(Directory.GetFiles(_studio.File("out", "x")[..^2], "*", SearchOption.AllDirectories));

        host = await _studio.OpenAsync(starts: false);
        Assert.Equal(JobState.Completed, host.Jobs.Find(job.Id)!.State);
    }

    [Fact]
    public async Task Run_OfATrainingThatCannotStart_SaysWhy()
    {
        var host = await _studio.OpenAsync(starts: true);
        var settings = _studio.Training("out", 100);
        var job = host.Jobs.EnqueueEstimate(settings with { Dataset = settings.Dataset with { TrainDataDir = _studio.File("empty", "x")[..^2] } });
        var done = await job.Completion;
        Assert.Equal(JobState.Failed, done.State);
        Assert.Contains("empty", done.Message, StringComparison.Ordinal);
    }
}
