using Senmitsu.Formats.Safetensors;
using Senmitsu.Studio;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Studio.Storage;
using Senmitsu.Training.Settings;

namespace Senmitsu.Tests.Studio.Jobs;

public sealed class TrainJobTests : IAsyncLifetime
{
    /// <summary>So many that a request of another thread arrives before they are done.</summary>
    private const int Steps = 24;

    private readonly StudioFixture _studio = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _studio.DisposeAsync();

    [Theory]
    [InlineData(JobRequest.StopAndSave)]
    [InlineData(JobRequest.Pause)]
    public async Task Resume_AfterAStop_EndsWithTheBytesOfTheRunLeftAlone(JobRequest request)
    {
        var host = await _studio.OpenAsync(starts: true);
        var alone = host.Jobs.Enqueue(_studio.Training("alone", Steps));
        var job = host.Jobs.Enqueue(_studio.Training("out", Steps));
        await StudioFixture.UntilAsync<TrainProgress>(job, progress => progress.Step >= 3);
        Assert.True(host.Jobs.Request(job.Id, request));
        var stopped = (TrainProgress)await job.Completion;
        Assert.Equal((JobState.Stopped, request), (stopped.State, stopped.Request));
        Assert.Equal(stopped.Step, stopped.SavedStep);
        Assert.InRange(stopped.Step, 3, Steps - 1);
        Assert.Single(stopped.Results, result => result.Kind == JobResultKind.Lora); // as it is
        Assert.True(job.CanResume);

        var second = (TrainJob)host.Jobs.Resume(job.Id);
        var done = (TrainProgress)await second.Completion;
        Assert.True(done.State == JobState.Completed, done.Message);
        Assert.Equal((job.Id, Steps), (second.Continues, done.Step));
        Assert.Equal(Weights("alone"), Weights("out"));
        Assert.Equal(Enumerable.Range(1, Steps), second.Losses.From(0).Select(point => point.Step));
        Assert.Equal(((TrainJob)host.Jobs.Find(alone.Id)!).Losses.From(0), second.Losses.From(0));
        Assert.DoesNotContain(done.Results, result => result.Kind == JobResultKind.State);
    }

    [Fact]
    public async Task Open_AfterAnEndDuringTraining_GoesOnBeforeTheJobsThatWait()
    {
        var host = await _studio.OpenAsync(starts: true);
        await host.Jobs.Enqueue(_studio.Training("alone", Steps)).Completion;
        var job = host.Jobs.Enqueue(_studio.Training("out", Steps));
        var next = host.Jobs.Enqueue(_studio.Upscale("a.png"));
        await StudioFixture.UntilAsync<TrainProgress>(job, progress => progress.Step >= 3);

        host = await _studio.OpenAsync(starts: false);
        Assert.Equal([job.Id, next.Id], host.Jobs.Status.Waiting.Select(waiting => waiting.Id));
        var again = (TrainJob)host.Jobs.Find(job.Id)!;
        var before = ((TrainProgress)again.Progress).SavedStep;
        Assert.InRange(before!.Value, 3, Steps - 1);
        Assert.Equal(before, again.Losses.Count);

        host.Start();
        var done = await again.Completion;
        Assert.True(done.State == JobState.Completed, done.Message);
        Assert.Contains(done.Notes, note => note.Contains("continues", StringComparison.Ordinal));
        Assert.Equal(Weights("alone"), Weights("out"));
        Assert.Equal(Enumerable.Range(1, Steps), again.Losses.From(0).Select(point => point.Step));
    }

    [Fact]
    public async Task Open_AfterAKillThatSparedOnlyAnOlderState_GoesOnFromThatOne()
    {
        var host = await _studio.OpenAsync(starts: true);
        await host.Jobs.Enqueue(_studio.Training("alone", Steps)).Completion;
        var settings = _studio.Training("out", Steps);
        var job = host.Jobs.Enqueue(settings with { Output = settings.Output with { SaveEveryNSteps = 5 }, State = settings.State with { SaveState = true } });
        await StudioFixture.UntilAsync<TrainProgress>(job, progress => progress.Step >= 6);
        await _studio.CloseAsync();

        // What the stop itself wrote is cut short, as by a power failure: the last whole state counts. A stop just after a save has two.
        var stopped = (TrainProgress)job.Progress;
        Assert.InRange(stopped.SavedStep!.Value, 6, Steps - 1);
        foreach (var state in stopped.Results.Where(result => result.Kind == JobResultKind.State && result.Step == stopped.SavedStep))
            await File.WriteAllBytesAsync(Path.Combine(state.Path, "state.safetensors"), new byte[100], TestContext.Current.CancellationToken);
        host = await _studio.OpenAsync(starts: true);
        var done = await host.Jobs.Find(job.Id)!.Completion;
        Assert.True(done.State == JobState.Completed, done.Message);
        Assert.Contains(done.Notes, note => note.Contains("is damaged", StringComparison.Ordinal));
        Assert.Contains(done.Notes, note => note.Contains($"after step {(stopped.SavedStep - 1) / 5 * 5}", StringComparison.Ordinal));
        Assert.Equal(Weights("alone"), Weights("out"));
    }

    [Fact]
    public async Task Open_AfterAKillBeforeTheFirstState_DropsTheSamplesThatAreMadeAgain()
    {
        var host = await _studio.OpenAsync(starts: false);
        var job = host.Jobs.Enqueue(_studio.Training("out", 1));
        await _studio.CloseAsync();
        using (var database = StudioDatabase.Open(_studio.Folders.Database, TimeProvider.System, Assert.Fail))
        {
            var store = new JobStore(database);
            store.Begin(job.Id, TimeProvider.System.GetUtcNow());
            store.PutResult(job.Id, new JobResult(0, JobResultKind.Sample, _studio.File("out", "sample", "run_000001_00_20261130000000_1.png")) { Step = 1 });
        }

        host = await _studio.OpenAsync(starts: true);
        Assert.Equal([JobResultKind.Lora], (await host.Jobs.Find(job.Id)!.Completion).Results.Select(result => result.Kind));
    }

    [Fact]
    public async Task Open_AfterAKillWhenAllWasSaved_TrainsNothingAgain()
    {
        var host = await _studio.OpenAsync(starts: false);
        var job = host.Jobs.Enqueue(_studio.Training("out", 2));
        await _studio.CloseAsync();
        var final = _studio.File("out", "run.safetensors");
        await File.WriteAllTextAsync(final, "trained", TestContext.Current.CancellationToken);
        using (var database = StudioDatabase.Open(_studio.Folders.Database, TimeProvider.System, Assert.Fail))
        {
            var store = new JobStore(database);
            store.Begin(job.Id, TimeProvider.System.GetUtcNow());
            store.PutResult(job.Id, new JobResult(0, JobResultKind.Lora, final) { Step = 2 });
        }

        host = await _studio.OpenAsync(starts: true);
        var done = await host.Jobs.Find(job.Id)!.Completion;
        Assert.Equal((JobState.Completed, "steps: 2"), (done.State, done.Message));
        Assert.Equal("trained", await File.ReadAllTextAsync(final, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Resume_OfAJobThatWasResumed_IsRefused()
    {
        var host = await _studio.OpenAsync(starts: false);
        var job = host.Jobs.Enqueue(_studio.Training("out", 2));
        Assert.True(host.Jobs.Request(job.Id, JobRequest.Interrupt));
        var second = host.Jobs.Resume(job.Id);
        Assert.Contains($"as job {second.Id}", Assert.Throws<UserErrorException>(() => host.Jobs.Resume(job.Id)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AfterManyKillsWithoutProgress_LeavesTheJobStopped()
    {
        var host = await _studio.OpenAsync(starts: false);
        var job = host.Jobs.Enqueue(_studio.Training("out", Steps));
        await _studio.CloseAsync();
        using (var database = StudioDatabase.Open(_studio.Folders.Database, TimeProvider.System, Assert.Fail))
        {
            for (var i = 0; i < 3; i++) new JobStore(database).Begin(job.Id, TimeProvider.System.GetUtcNow());
        }

        host = await _studio.OpenAsync(starts: false);
        var stopped = host.Jobs.Find(job.Id)!;
        Assert.Equal(JobState.Stopped, stopped.State);
        Assert.Contains("3 times", stopped.Progress.Message, StringComparison.Ordinal);
        Assert.True(stopped.CanResume);
    }

    [Fact]
    public async Task Attach_TwoViewersAndOneThatComesLate_AllSeeTheEnd()
    {
        var host = await _studio.OpenAsync(starts: true);
        var job = host.Jobs.Enqueue(_studio.Training("out", 8));
        var first = LastAsync(job);
        var second = LastAsync(job);
        var end = await job.Completion;
        Assert.Equal([end, end, end], await Task.WhenAll(first, second, LastAsync(job)));
        Assert.Equal([JobResultKind.Lora], end.Results.Select(result => result.Kind));
    }

    [Fact]
    public async Task Run_AfterAGeneration_FreesTheModelInMemory()
    {
        var host = await _studio.OpenAsync(starts: true);
        await host.Jobs.Enqueue(StudioFixture.Generate(), new LivePreviewSettings()).Completion;
        Assert.NotNull(host.LoadedModel);
        Assert.Equal(JobState.Completed, (await host.Jobs.Enqueue(_studio.Training("out", 1)).Completion).State);
        Assert.Null(host.LoadedModel);
    }

    private static async Task<JobProgress> LastAsync(Job job)
    {
        using var viewer = job.Attach();
        var last = job.Progress;
        await foreach (var progress in viewer.WithCancellation(TestContext.Current.CancellationToken)) last = progress;
        return last;
    }

    /// <summary>Hash of all tensors, as the file itself states it.</summary>
    private string Weights(string output)
    {
        using var file = SafetensorsFile.Open(_studio.File(output, "run.safetensors"));
        return file.Metadata["sshs_model_hash"];
    }
}
