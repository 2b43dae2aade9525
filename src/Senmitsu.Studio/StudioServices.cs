using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Diagnostics;
using Senmitsu.Studio.Downloads;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Loras;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Settings;
using Senmitsu.Studio.Tokenizers;
using Senmitsu.Studio.Training;
using Senmitsu.Studio.Upscaling;

namespace Senmitsu.Studio;

/// <summary>Builds the use cases for a host. Owns what they share.</summary>
public sealed class StudioServices : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Builds the use cases.</summary>
    /// <param name="dataFolder">From <c>--data</c>, or <see langword="null"/>.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="clock">Source of times.</param>
    public StudioServices(string? dataFolder, Func<string, string?> environment, TimeProvider clock)
    {
        Folders = StudioFolders.Find(dataFolder, environment);
        var tokenizers = new TokenizerSource(new TokenizerDownloader(_client, clock, new DownloadLimits()));
        GenerateImages = new GenerateImages(Folders, tokenizers, environment, clock);
        UpscaleImages = new UpscaleImages(Folders, clock);
        TrainLora = new TrainLora(Folders, tokenizers, environment, clock);
        CheckDataset = new CheckDataset(Folders, environment);
        InspectSystem = new InspectSystem(Folders, environment, clock);
        CountTokens = new CountTokens(Folders, environment);
        PictureSets = new PictureSets(Folders.Datasets);
        UseLora = new UseLora(Folders);
        UploadedPictures = new UploadedPictures(Folders.Uploads, clock);
        Settings = new StudioSettingsFile(Folders.Settings);
        ListModels = new ListModels(Folders);
        AddModel = new AddModel(Folders);
        PullModel = new PullModel(Folders, new ResumableDownload(_client, clock, new DownloadLimits()), environment);
    }

    /// <summary>Where the studio keeps things.</summary>
    public StudioFolders Folders { get; }

    /// <summary>Prompt → pictures.</summary>
    public GenerateImages GenerateImages { get; }

    /// <summary>Pictures → larger pictures.</summary>
    public UpscaleImages UpscaleImages { get; }

    /// <summary>Pictures → LoRA.</summary>
    public TrainLora TrainLora { get; }

    /// <summary>Pictures → what to mend before training.</summary>
    public CheckDataset CheckDataset { get; }

    /// <summary>What runs here.</summary>
    public InspectSystem InspectSystem { get; }

    /// <summary>Prompt → tokens.</summary>
    public CountTokens CountTokens { get; }

    /// <summary>Pictures to train on.</summary>
    public PictureSets PictureSets { get; }

    /// <summary>LoRA of a training → prompts.</summary>
    public UseLora UseLora { get; }

    /// <summary>Pictures that came through a page.</summary>
    public UploadedPictures UploadedPictures { get; }

    /// <summary>What the user has chosen.</summary>
    public StudioSettingsFile Settings { get; }

    /// <summary>The models that are there.</summary>
    public ListModels ListModels { get; }

    /// <summary>Model file → the right folder.</summary>
    public AddModel AddModel { get; }

    /// <summary>File of the hub → the right folder.</summary>
    public PullModel PullModel { get; }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
