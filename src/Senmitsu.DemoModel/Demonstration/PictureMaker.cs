using Senmitsu.DemoModel.Truth;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Models;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>Generates with the built-in model as any user would, and lets the probe look at the results. Keeps the model in memory.</summary>
/// <param name="generate">The use case.</param>
/// <param name="judge">The probe. Borrowed.</param>
/// <param name="modelPath">The checkpoint.</param>
/// <param name="settings">How much is done.</param>
/// <param name="progress">Told how many pictures of a stage are done.</param>
internal sealed class PictureMaker(GenerateImages generate, PortraitJudge judge, string modelPath, DemoSettings settings, IProgress<DemoProgress> progress) : IDisposable
{
    private const int BatchSize = 8;

    private readonly LoadedModel _model = new();

    /// <summary>Generates and judges pictures.</summary>
    /// <param name="stage">For the progress.</param>
    /// <param name="wanted">What is asked for, one picture for each.</param>
    /// <param name="seed">Seed of the first; the k-th has seed + k.</param>
    /// <param name="folder">Where they are saved.</param>
    /// <param name="adjust">Changes a request: the picture to start from, or others.</param>
    /// <param name="token">Tested every step.</param>
    public async Task<IReadOnlyList<JudgedPicture>> MakeAsync(DemoStage stage, IReadOnlyList<WantedPicture> wanted, long seed, string folder, Func<GenerateRequest, int, GenerateRequest>? adjust, CancellationToken token)
    {
        List<JudgedPicture> made = [];
        while (made.Count < wanted.Count)
        {
            token.ThrowIfCancellationRequested();
            progress.Report(new DemoProgress(stage, made.Count, wanted.Count));
            var first = wanted[made.Count];
            var together = adjust is null ? Math.Min(BatchSize, wanted.Skip(made.Count).TakeWhile(next => next.Prompt == first.Prompt).Count()) : 1;
            var request = new GenerateRequest
            {
                Settings = new GenerationSettings { Prompt = first.Prompt, Seed = seed + made.Count, Steps = settings.SamplingSteps, CfgScale = settings.CfgScale, Width = PortraitProbe.Side, Height = PortraitProbe.Side, BatchSize = together },
                ModelPath = modelPath,
                OutputFolder = folder,
            };
            var saved = await generate.RunAsync(adjust?.Invoke(request, made.Count) ?? request, _model, Silence.Instance, token).ConfigureAwait(false);
            made.AddRange(saved.Select(picture => Judge(picture, first)));
        }

        progress.Report(new DemoProgress(stage, made.Count, wanted.Count));
        return made;
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private JudgedPicture Judge(SavedImage saved, WantedPicture wanted)
    {
        var image = ImageFile.Read(saved.Path);
        return new JudgedPicture(saved.Path, saved.Seed, image, wanted, judge.Read(image));
    }

    /// <summary>The demonstration shows its own progress.</summary>
    private sealed class Silence : IProgress<GenerateEvent>
    {
        public static Silence Instance { get; } = new();

        public void Report(GenerateEvent value)
        {
        }
    }
}
