using System.Globalization;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Studio.Storage;

namespace Senmitsu.Tests.Studio.Jobs;

public sealed class JobQueueTests : IAsyncLifetime
{
    private readonly StudioFixture _studio = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Fact]
    public async Task Start_WithThreeJobs_RunsThemOneAfterAnotherInTheirOrder()
    {
        var host = await _studio.OpenAsync(starts: false);
        Job[] jobs = [host.Jobs.Enqueue(_studio.Upscale("a.png")), host.Jobs.Enqueue(_studio.Upscale("b.png")), host.Jobs.Enqueue(_studio.Upscale("c.png"))];
        Assert.Equal(jobs, host.Jobs.Status.Waiting);
        Assert.All(jobs, job => Assert.Equal(JobState.Queued, job.State));

        host.Start();
        foreach (var job in jobs) Assert.Equal(JobState.Completed, (await job.Completion).State);
        Assert.Equal(jobs.Reverse(), host.Jobs.Status.Finished);
        for (var i = 1; i < jobs.Length; i++) Assert.True(jobs[i].Progress.Started >= jobs[i - 1].Progress.Ended);
        var result = Assert.Single(jobs[0].Progress.Results);
        Assert.Equal((JobResultKind.Image, "00000.png"), (result.Kind, Path.GetFileName(result.Path)));
        Assert.Equal(32, host.Gallery.Find(result.ImageId!.Value)!.Item.Width);
    }

    [Fact]
    public async Task Open_AfterAnEndWithJobsThatWait_HasThemInTheirOrderAndRunsThem()
    {
        var host = await _studio.OpenAsync(starts: false);
        var request = StudioFixture.Generate();
        long[] ids = [host.Jobs.Enqueue(_studio.Upscale("a.png")).Id, host.Jobs.Enqueue(request with { Settings = request.Settings with { Seed = -1 } }, new LivePreviewSettings()).Id, host.Jobs.Enqueue(_studio.Upscale("b.png")).Id];
        var seed = ((GenerateJob)host.Jobs.Find(ids[1])!).Request.Settings.Seed;

        host = await _studio.OpenAsync(starts: false);
        Assert.Equal(ids, host.Jobs.Status.Waiting.Select(job => job.Id));
        Assert.Equal(seed, ((GenerateJob)host.Jobs.Find(ids[1])!).Request.Settings.Seed);
        Assert.True(seed >= 0);

        host = await _studio.OpenAsync(starts: true);
        foreach (var id in ids) Assert.Equal(JobState.Completed, (await host.Jobs.Find(id)!.Completion).State);

        host = await _studio.OpenAsync(starts: false);
        Assert.Empty(host.Jobs.Status.Waiting);
        Assert.Equal(ids.Reverse(), host.Jobs.Status.Finished.Select(job => job.Id));
        var made = host.Jobs.Find(ids[1])!.Progress;
        Assert.Equal((JobState.Completed, "pictures: 1", 1.0), (made.State, made.Message, made.Share));
        Assert.Equal(seed, host.Gallery.Find(made.Results[0].ImageId!.Value)!.Item.Seed);
        Assert.Equal(made, await host.Jobs.Find(ids[1])!.Completion);
    }

    [Fact]
    public async Task Request_ForAJobThatWaits_TakesItOutAlsoAfterARestart()
    {
        var host = await _studio.OpenAsync(starts: false);
        var job = host.Jobs.Enqueue(_studio.Upscale("a.png"));
        Assert.False(host.Jobs.Request(job.Id, JobRequest.Pause)); // enlarging cannot pause
        Assert.True(host.Jobs.Request(job.Id, JobRequest.Interrupt));
        Assert.Equal((JobState.Stopped, JobRequest.Interrupt), (job.State, job.Progress.Request));
        Assert.False(host.Jobs.Request(job.Id, JobRequest.Interrupt));
        Assert.Empty(host.Jobs.Status.Waiting);

        host = await _studio.OpenAsync(starts: false);
        Assert.Empty(host.Jobs.Status.Waiting);
        Assert.Equal((JobState.Stopped, JobRequest.Interrupt), (host.Jobs.Find(job.Id)!.State, host.Jobs.Find(job.Id)!.Progress.Request));
        Assert.True(host.Jobs.Remove(job.Id));
        Assert.Null(host.Jobs.Find(job.Id));
        Assert.False(host.Jobs.Remove(job.Id));
    }

    [Fact]
    public async Task Run_JobThatCannot_FailsWithTheReasonAndTheNextRuns()
    {
        var host = await _studio.OpenAsync(starts: false);
        var wrong = host.Jobs.Enqueue(_studio.Upscale("a.png"));
        File.Delete(wrong.Request.Pictures[0]);
        var right = host.Jobs.Enqueue(_studio.Upscale("b.png"));
        host.Start();
        var failed = await wrong.Completion;
        Assert.Equal(JobState.Failed, failed.State);
        Assert.Contains("a.png does not exist", failed.Message, StringComparison.Ordinal);
        Assert.Equal(JobState.Completed, (await right.Completion).State);
        Assert.False(wrong.CanResume);
        Assert.Throws<UserErrorException>(() => host.Jobs.Resume(wrong.Id));
    }

    [Fact]
    public async Task Enqueue_WrongSettings_SaysAllAtOnceAndQueuesNothing()
    {
        var host = await _studio.OpenAsync(starts: false);
        var request = StudioFixture.Generate();
        var error = Assert.Throws<InvalidSettingsException>(() => host.Jobs.Enqueue(request with { Settings = request.Settings with { Steps = 0, Width = 63 } }, new LivePreviewSettings()));
        Assert.Equal(2, error.Problems.Count);
        Assert.Throws<UserErrorException>(() => host.Jobs.Enqueue(request with { ModelPath = "nowhere.safetensors" }, new LivePreviewSettings()));
        Assert.Throws<InvalidSettingsException>(() => host.Jobs.Enqueue(_studio.Training("out", steps: 1) with { Network = new() { Rank = 0 } }));
        Assert.Empty(host.Jobs.Status.Waiting);
    }

    [Fact]
    public async Task Attach_ToTheQueue_TellsOfJobsThatComeAndEnd()
    {
        var host = await _studio.OpenAsync(starts: true);
        using var viewer = host.Jobs.Attach();
        var job = host.Jobs.Enqueue(_studio.Upscale("a.png"));
        await foreach (var status in viewer.WithCancellation(TestContext.Current.CancellationToken))
        {
            if (status.Finished.Contains(job)) break;
        }
    }

    [Theory]
    [InlineData(1, 0, JobState.Queued, "")]
    [InlineData(1, 2, JobState.Stopped, "which are kept: 2")]
    [InlineData(3, 0, JobState.Stopped, "the program ended 3 times")]
    public async Task Open_AfterAKillDuringAGeneration_BeginsItAnewOnlyIfThatDoesNoHarm(int starts, int pictures, JobState expected, string message)
    {
        var host = await _studio.OpenAsync(starts: false);
        var job = host.Jobs.Enqueue(StudioFixture.Generate(batchCount: 5), new LivePreviewSettings());
        await _studio.CloseAsync();
        using (var database = StudioDatabase.Open(_studio.Folders.Database, TimeProvider.System, Assert.Fail))
        {
            // What the database holds at the instant of the kill.
            var store = new JobStore(database);
            for (var i = 0; i < starts; i++) store.Begin(job.Id, TimeProvider.System.GetUtcNow());
            for (var i = 0; i < pictures; i++) store.PutResult(job.Id, new JobResult(i, JobResultKind.Image, _studio.File(string.Create(CultureInfo.InvariantCulture, $"{i}.png"))));
        }

        host = await _studio.OpenAsync(starts: false);
        var found = host.Jobs.Find(job.Id)!;
        Assert.Equal(expected, found.State);
        Assert.Contains(message, found.Progress.Message, StringComparison.Ordinal);
        Assert.Equal(expected == JobState.Queued ? 1 : 0, host.Jobs.Status.Waiting.Count);
        if (expected != JobState.Queued) return;
        host.Start();
        Assert.Equal(JobState.Completed, (await found.Completion).State);
        Assert.Equal(5, found.Progress.Results.Count);
    }

    [Fact]
    public async Task Open_JobOfAnUnknownKind_IsLeftOutAndTheOthersRun()
    {
        var host = await _studio.OpenAsync(starts: false);
        await _studio.CloseAsync();
        using (var database = StudioDatabase.Open(_studio.Folders.Database, TimeProvider.System, Assert.Fail))
        {
            var store = new JobStore(database);
            store.Add(new StoredJob(0, "paint", "of a later version", "{}", 1, JobState.Queued, TimeProvider.System.GetUtcNow()));
            store.Add(new StoredJob(0, JobKinds.Generate, "damaged", "[1", 1, JobState.Queued, TimeProvider.System.GetUtcNow()));
            store.Add(new StoredJob(0, JobKinds.Train, "damaged", """{"learning_rate":"fast"}""", 1, JobState.Queued, TimeProvider.System.GetUtcNow()));
            store.Add(new StoredJob(0, JobKinds.Upscale, "later", "{}", 99, JobState.Queued, TimeProvider.System.GetUtcNow()));
        }

        host = await _studio.OpenAsync(starts: true);
        Assert.Empty(host.Jobs.Status.Waiting);
        Assert.Equal(JobState.Completed, (await host.Jobs.Enqueue(_studio.Upscale("a.png")).Completion).State);
    }

    [Fact]
    public async Task Open_FolderInUse_SaysSo()
    {
        await _studio.OpenAsync(starts: false);
        using var services = new StudioServices(_studio.Root, _ => null, TimeProvider.System);
        var error = Assert.Throws<UserErrorException>(() => StudioHost.Open(services, TimeProvider.System));
        Assert.Contains("in use by another Senmitsu", error.Message, StringComparison.Ordinal);
    }
}
