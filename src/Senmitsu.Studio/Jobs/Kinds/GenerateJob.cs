using Senmitsu.Generation;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>txt2img, img2img or a grid.</summary>
public sealed class GenerateJob : Job
{
    private const int Version = 1;
    private const int PreviewQuality = 85;

    private readonly JobServices _services;
    private readonly GenerationControls _controls = new();
    private readonly GenerationPace _pace;
    private PreparedGeneration? _prepared;

    private GenerateJob(StoredJob stored, JobServices services, WrittenGeneration written)
        : base(stored, stored.Fill(new GenerateProgress()), services) =>
        (_services, _pace, Request, LivePreview) = (services, new GenerationPace(services.Clock), written.Request, written.Preview);

    /// <inheritdoc/>
    public override string Kind => JobKinds.Generate;

    /// <summary>What it makes, with its seed.</summary>
    public GenerateRequest Request { get; }

    /// <summary>Whether and how pictures in the making are shown.</summary>
    public LivePreviewSettings LivePreview { get; }

    /// <inheritdoc/>
    public override bool Supports(JobRequest request) => request is JobRequest.Interrupt or JobRequest.Skip or JobRequest.StopAfterCurrent;

    /// <summary>A new job for the store.</summary>
    /// <param name="request">What to make, settled.</param>
    /// <param name="preview">Whether and how pictures in the making are shown.</param>
    /// <param name="now">When it is queued.</param>
    internal static StoredJob Write(GenerateRequest request, LivePreviewSettings preview, DateTimeOffset now)
    {
        var prompt = request.Settings.Prompt.ReplaceLineEndings(" ").Trim();
        var title = prompt.Length > 0 ? prompt : request.InputImagePath is null && request.InputFolder is null ? "txt2img" : "img2img";
        return new(0, JobKinds.Generate, title, JobJson.Write(new WrittenGeneration(request, preview)), Version, JobState.Queued, now);
    }

    /// <summary>The job of what is stored.</summary>
    internal static GenerateJob Read(StoredJob stored, JobServices services)
    {
        JobKinds.RequireVersion(stored, Version);
        return new(stored, services, JobJson.Read<WrittenGeneration>(stored.Settings));
    }

    /// <inheritdoc/>
    internal override async Task PrepareAsync(CancellationToken token)
    {
        _prepared = await _services.Studio.GenerateImages.PrepareAsync(Request, new Events(this), token).ConfigureAwait(false);
        Publish(progress => (GenerateProgress)progress with { Pictures = _prepared.Pictures });
    }

    /// <inheritdoc/>
    internal override string Run(LoadedModel model, CancellationToken token)
    {
        var view = new GenerationView(new Events(this))
        {
            Controls = _controls,
            Preview = LivePreview.EveryNSteps > 0 ? new LivePreview(LivePreview.EveryNSteps, LivePreview.Method, ShowPreview) : null,
        };
        var prepared = Interlocked.Exchange(ref _prepared, null)!; // the job is remembered when it is over, its tokenizer and inputs are not
        var images = _services.Studio.GenerateImages.Run(prepared, model, view, token);
        return images.Count == prepared.Results ? $"pictures: {images.Count}" : $"pictures: {images.Count} of {prepared.Results}, the others were skipped";
    }

    /// <inheritdoc/>
    internal override string DescribeStop()
    {
        var progress = (GenerateProgress)Progress;
        return $"stopped; finished pictures, which are kept: {progress.Results.Count(result => result.Kind == JobResultKind.Image)} of {_prepared?.Results ?? progress.Pictures}";
    }

    /// <inheritdoc/>
    private protected override bool Steer(JobRequest request)
    {
        if (request == JobRequest.Skip) _controls.SkipBatch();
        if (request == JobRequest.StopAfterCurrent) _controls.StopAfterBatch();
        return request is JobRequest.Skip or JobRequest.StopAfterCurrent;
    }

    private void ShowPreview(PixelImage picture) => Show(ImageFile.EncodeJpeg(picture, PreviewQuality), picture.Width, picture.Height);

    private void On(GenerateEvent value)
    {
        switch (value)
        {
            case GenerateEvent.Noted noted:
                Note(noted.Text);
                break;
            case GenerateEvent.ModelLoaded loaded:
                Publish(progress => progress with { Message = $"{loaded.DataType} on {loaded.Device}" });
                break;
            case GenerateEvent.Sampled sampled:
                Publish(progress => _pace.Sampled((GenerateProgress)progress, sampled.Progress));
                break;
            case GenerateEvent.Saved saved:
                AddResult(JobResultKind.Image, saved.Image.Path, _services.Gallery.Add(saved.Image.Path));
                Publish(progress => GenerationPace.Saved((GenerateProgress)progress));
                break;
            case GenerateEvent.GridSaved grid:
                AddResult(JobResultKind.Grid, grid.Path, _services.Gallery.Add(grid.Path));
                break;
        }
    }

    private sealed class Events(GenerateJob job) : IProgress<GenerateEvent>
    {
        public void Report(GenerateEvent value) => job.On(value);
    }
}
