using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Generation.Scripts;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Jobs.Kinds;

namespace Senmitsu.Tests.Studio.Generation.Scripts;

/// <summary>What tests of scripts share: a studio, and ways to plan and run.</summary>
public abstract class ScriptTest : IAsyncLifetime
{
    private protected StudioFixture Studio { get; } = new();

    /// <summary>What <see cref="Plan"/> noted.</summary>
    private protected List<string> Notes { get; } = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Studio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The cells of a request's script.</summary>
    private protected IReadOnlyList<GridCell> Plan(GenerateRequest request) => request.Script!.Plan(new ScriptContext(request, Studio.Folders, Notes.Add)).Cells;

    /// <summary>Runs a request as a job.</summary>
    private protected async Task<GenerateProgress> RunAsync(GenerateRequest request)
    {
        var host = Studio.Host;
        var progress = (GenerateProgress)await host.Jobs.Enqueue(request, new LivePreviewSettings()).Completion;
        Assert.True(progress.State == JobState.Completed, progress.Message);
        return progress;
    }

    /// <summary>The pictures of a job without its grids.</summary>
    private protected static List<string> Pictures(GenerateProgress progress) => [.. progress.Results.Where(result => result.Kind == JobResultKind.Image).Select(result => result.Path)];

    /// <summary>The grids of a job.</summary>
    private protected static List<string> Grids(GenerateProgress progress) => [.. progress.Results.Where(result => result.Kind == JobResultKind.Grid).Select(result => result.Path)];

    /// <summary>A picture of many colours to start from.</summary>
    private protected string Painted(string name, int width = 64, int height = 64)
    {
        var image = new PixelImage(width, height);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i * 7 + i / 191);
        var path = Studio.File("pictures", name);
        File.WriteAllBytes(path, ImageFile.EncodePng(image));
        return path;
    }

    /// <summary>The pixels of a picture on disk.</summary>
    private protected static byte[] Pixels(string path) => ImageFile.Read(path).Pixels;
}
