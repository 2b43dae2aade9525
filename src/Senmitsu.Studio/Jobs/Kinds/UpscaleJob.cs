using Senmitsu.Studio.Models;
using Senmitsu.Studio.Upscaling;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>Enlarges pictures (A1111's "Extras").</summary>
public sealed class UpscaleJob : Job
{
    private const int Version = 1;

    private readonly JobServices _services;
    private long _started;

    private UpscaleJob(StoredJob stored, JobServices services, UpscaleRequest request)
        : base(stored, stored.Fill(new UpscaleProgress()), services) => (_services, Request) = (services, request);

    /// <inheritdoc/>
    public override string Kind => JobKinds.Upscale;

    /// <summary>What it enlarges, and how.</summary>
    public UpscaleRequest Request { get; }

    /// <inheritdoc/>
    public override bool Supports(JobRequest request) => request == JobRequest.Interrupt;

    /// <summary>A new job for the store.</summary>
    /// <param name="request">What to enlarge.</param>
    /// <param name="now">When it is queued.</param>
    internal static StoredJob Write(UpscaleRequest request, DateTimeOffset now) =>
        new(0, JobKinds.Upscale, $"{Path.GetFileName(request.Pictures[0])}{(request.Pictures.Count > 1 ? $" + {request.Pictures.Count - 1}" : "")}, {request.Upscaler}", JobJson.Write(request), Version, JobState.Queued, now);

    /// <summary>The job of what is stored.</summary>
    internal static UpscaleJob Read(StoredJob stored, JobServices services)
    {
        JobKinds.RequireVersion(stored, Version);
        return new(stored, services, JobJson.Read<UpscaleRequest>(stored.Settings));
    }

    /// <inheritdoc/>
    internal override Task PrepareAsync(CancellationToken token)
    {
        var pictures = UpscaleImages.Files(Request).Count;
        Publish(progress => (UpscaleProgress)progress with { Pictures = pictures });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    internal override string Run(LoadedModel model, CancellationToken token)
    {
        _started = _services.Clock.GetTimestamp();
        _services.Studio.UpscaleImages.Run(Request, OnSaved, token);
        return $"pictures: {((UpscaleProgress)Progress).Done}";
    }

    /// <inheritdoc/>
    internal override string DescribeStop()
    {
        var progress = (UpscaleProgress)Progress;
        return $"stopped; finished pictures, which are kept: {progress.Done} of {progress.Pictures}";
    }

    private void OnSaved(string path)
    {
        AddResult(JobResultKind.Image, path, _services.Gallery.Add(path));
        Publish(progress => Timed((UpscaleProgress)progress));
    }

    private UpscaleProgress Timed(UpscaleProgress progress)
    {
        var done = progress.Done + 1;
        return progress with { Done = done, Share = (double)done / progress.Pictures, Remaining = _services.Clock.GetElapsedTime(_started) * ((double)(progress.Pictures - done) / done) };
    }
}
