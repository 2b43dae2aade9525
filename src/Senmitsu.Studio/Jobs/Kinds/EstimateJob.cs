using System.Globalization;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Training;
using Senmitsu.Training;
using Senmitsu.Training.Checkpoints;
using Senmitsu.Training.Settings;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>Tries a few steps of a training, to say what time and memory it will take. It waits its turn, because two at once would measure each other.</summary>
public sealed class EstimateJob : Job
{
    private const int Version = 1;

    private readonly JobServices _services;
    private TrainingPlan? _plan;

    private EstimateJob(StoredJob stored, JobServices services, TrainingSettings request)
        : base(stored, stored.Fill(new EstimateProgress()), services) => (_services, Request) = (services, request);

    /// <inheritdoc/>
    public override string Kind => JobKinds.Estimate;

    /// <summary>The settings of the training.</summary>
    public TrainingSettings Request { get; }

    /// <inheritdoc/>
    public override bool Supports(JobRequest request) => request == JobRequest.Interrupt;

    /// <summary>A new job for the store.</summary>
    /// <param name="settings">Valid settings.</param>
    /// <param name="now">When it is queued.</param>
    internal static StoredJob Write(TrainingSettings settings, DateTimeOffset now) =>
        new(0, JobKinds.Estimate, Path.GetFileNameWithoutExtension(LoraFileNames.Final(settings.Output)), TrainingJson.Write(settings), Version, JobState.Queued, now);

    /// <summary>The job of what is stored.</summary>
    internal static EstimateJob Read(StoredJob stored, JobServices services)
    {
        JobKinds.RequireVersion(stored, Version);
        return new(stored, services, TrainingJson.Read(stored.Settings));
    }

    /// <inheritdoc/>
    internal override Task PrepareAsync(CancellationToken token)
    {
        _plan = TrainLora.Plan(Request, token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    internal override string Run(LoadedModel model, CancellationToken token)
    {
        model.Free(); // what is measured is the training alone
        var estimate = _services.Studio.TrainLora.Estimate(Request, _plan!, token);
        Publish(progress => (EstimateProgress)progress with { Estimate = estimate });
        return string.Create(CultureInfo.InvariantCulture, $"{estimate.SecondsPerStep:F2} s a step, {estimate.PeakBytes / 1e9:F1} GB");
    }

    /// <inheritdoc/>
    internal override string DescribeStop() => "stopped before time and memory were known";
}
