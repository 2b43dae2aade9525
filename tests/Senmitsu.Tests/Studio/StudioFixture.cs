using Senmitsu.Generation.Settings;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Upscaling;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Settings;

namespace Senmitsu.Tests.Studio;

/// <summary>A data folder of its own, and studios over it one after another, as a server that is ended and started again.</summary>
internal sealed class StudioFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<StudioServices> _services = [];
    private StudioHost? _host;

    public string Root => _folder.File("data", "x")[..^2];

    public StudioFolders Folders => new(Root);

    /// <summary>The studio that is open.</summary>
    public StudioHost Host => _host ?? throw new InvalidOperationException("no studio is open");

    public string File(params string[] parts) => _folder.File(parts);

    /// <summary>Ends the studio, if one is open, and opens the next over the same data folder.</summary>
    public async Task<StudioHost> OpenAsync(bool starts)
    {
        await CloseAsync();
        var services = new StudioServices(Root, _ => null, TimeProvider.System);
        _services.Add(services);
        _host = StudioHost.Open(services, TimeProvider.System);
        if (starts) _host.Start();
        return _host;
    }

    public async Task CloseAsync()
    {
        if (_host is { } open) await open.DisposeAsync();
        _host = null;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        foreach (var services in _services) services.Dispose();
        _folder.Dispose();
    }

    /// <summary>A picture to start from, of one colour.</summary>
    public string Picture(string name, int side = 16)
    {
        var path = _folder.File("pictures", name);
        System.IO.File.WriteAllBytes(path, ImageFile.EncodePng(new PixelImage(side, side)));
        return path;
    }

    /// <summary>A job that needs no model and is done at once.</summary>
    public UpscaleRequest Upscale(string name) => new() { Pictures = [Picture(name)], Upscaler = "Lanczos", Scale = 2 };

    /// <summary>Pictures of 64 by 64 with the tiny checkpoint.</summary>
    public static GenerateRequest Generate(int steps = 2, int batchCount = 1) => new()
    {
        Settings = new GenerationSettings { Prompt = "a photo of a cat", Seed = 7, Steps = steps, Width = 64, Height = 64, BatchCount = batchCount },
        ModelPath = TinyModel.Path,
        TokenizerFolder = Golden.Reference("clip-tokenizer"),
        Device = "cpu",
        Precision = Precision.Float32,
    };

    /// <summary>A training of two pictures of 64 by 64 on the tiny checkpoint.</summary>
    public TrainingSettings Training(string output, int steps)
    {
        foreach (var name in new[] { "a", "b" })
        {
            if (System.IO.File.Exists(_folder.File("img", "1_x", $"{name}.txt"))) continue; // a job may be reading them
            System.IO.File.WriteAllBytes(_folder.File("img", "1_x", $"{name}.png"), ImageFile.EncodePng(new PixelImage(64, 64)));
            System.IO.File.WriteAllText(_folder.File("img", "1_x", $"{name}.txt"), $"photo {name}");
        }

        return new TrainingSettings
        {
            Model = new() { PretrainedModelNameOrPath = TinyModel.Path, TokenizerDirectory = Golden.Reference("clip-tokenizer") },
            Dataset = new() { TrainDataDir = _folder.File("img", "x")[..^2], Resolution = new ImageSize(64, 64), CaptionExtension = ".txt" },
            LearningRate = new() { LearningRate = 1e-3 },
            Run = new() { MaxTrainSteps = steps, Seed = 1, Device = "cpu", MixedPrecision = MixedPrecision.No },
            Output = new() { OutputDir = _folder.File(output, "x")[..^2], OutputName = "run" },
        };
    }

    /// <summary>Watches a job until something is so. A job that ends before fails the test.</summary>
    public static async Task<T> UntilAsync<T>(Job job, Func<T, bool> isSo)
        where T : JobProgress
    {
        using var viewer = job.Attach();
        await foreach (var progress in viewer.WithCancellation(TestContext.Current.CancellationToken))
        {
            if (isSo((T)progress)) return (T)progress;
        }

        throw new InvalidOperationException($"the job ended before: {job.Progress}");
    }
}
