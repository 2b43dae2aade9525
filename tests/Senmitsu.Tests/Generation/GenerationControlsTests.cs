using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics.Images;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Generation;

public sealed class GenerationControlsTests
{
    private static readonly GenerationSettings Settings = new() { Prompt = "cat", Seed = 3, Steps = 4, Width = 64, Height = 64, BatchCount = 4 };

    [Fact]
    public void SkipBatch_InTheSecond_LeavesOnlyThatOut() => TensorLeaks.AssertNone(() =>
    {
        var controls = new GenerationControls();
        var seeds = Run(controls, step =>
        {
            if (step is { Batch: 2, Step: 2 }) controls.SkipBatch();
        }, CancellationToken.None);
        Assert.Equal([3, 5, 6], seeds);
        controls.SkipBatch(); // when nothing runs: without effect
    });

    [Fact]
    public void StopAfterBatch_InTheSecond_FinishesIt() => TensorLeaks.AssertNone(() =>
    {
        var controls = new GenerationControls();
        var seeds = new List<long>();
        Assert.Throws<OperationCanceledException>(() => Run(controls, step =>
        {
            if (step is { Batch: 2, Step: 2 }) controls.StopAfterBatch();
        }, CancellationToken.None, seeds));
        Assert.Equal([3, 4], seeds);
    });

    [Fact]
    public void Token_WithControls_StillStopsAtOnce() => TensorLeaks.AssertNone(() =>
    {
        using var stop = new CancellationTokenSource();
        var seeds = new List<long>();
        Assert.Throws<OperationCanceledException>(() => Run(new GenerationControls(), step =>
        {
            if (step is { Batch: 2, Step: 2 }) stop.Cancel();
        }, stop.Token, seeds));
        Assert.Equal([3], seeds);
    });

    [Fact]
    public void Preview_OfAKnownLatent_HasTheColorsOfTheProjection() => TensorLeaks.AssertNone(() =>
    {
        using var model = TinyModel.Load();
        using var scope = NewDisposeScope();
        PixelImage? shown = null;
        var preview = new LivePreview(2, LivePreviewMethod.ApproxCheap, image => shown = image);
        var latent = tensor(new float[] { 1, 0.5f, -1, 0.25f }).reshape(1, 4, 1, 1).expand(1, 4, 3, 5).contiguous();
        preview.Show(model, 1, latent);
        Assert.Null(shown);
        preview.Show(model, 2, latent);

        // By hand: Σ latent·row, from −1…1 to 0…255.
        var expected = new[] { 0.298 + 0.0935 + 0.158 - 0.046, 0.207 + 0.143 - 0.189 - 0.06775, 0.208 + 0.0865 - 0.264 - 0.11825 }.Select(value => (value + 1) / 2 * 255).ToArray();
        Assert.Equal((5, 3), (shown!.Width, shown.Height));
        for (var i = 0; i < 3; i++) Assert.Equal(expected[i], shown.Row(2)[12 + i], tolerance: 1);
    });

    [Fact]
    public void Preview_WhileSampling_ChangesNoPicture() => TensorLeaks.AssertNone(() =>
    {
        var count = 0;
        var with = Pixels(new LivePreview(1, LivePreviewMethod.Full, image =>
        {
            count++;
            Assert.Equal((64, 64), (image.Width, image.Height));
        }));
        Assert.Equal(Settings.Steps, count);
        Assert.Equal(Pixels(null), with);
    });

    private static byte[] Pixels(LivePreview? preview)
    {
        using var model = TinyModel.Load();
        var pixels = Array.Empty<byte>();
        Pipeline(model, null, preview).Generate(Settings with { BatchCount = 1 }, [], [], null, image => pixels = image.Image.Pixels, new Steps(_ => { }), CancellationToken.None);
        return pixels;
    }

    private static List<long> Run(GenerationControls controls, Action<SamplingProgress> onStep, CancellationToken token, List<long>? seeds = null)
    {
        seeds ??= [];
        using var model = TinyModel.Load();
        Pipeline(model, controls, null).Generate(Settings, [], [], null, image => seeds.Add(image.Seed), new Steps(onStep), token);
        return seeds;
    }

    private static GenerationPipeline Pipeline(Senmitsu.Models.StableDiffusionModel model, GenerationControls? controls, LivePreview? preview) =>
        new(model, ClipTokenizer.FromFolder(Golden.Reference("clip-tokenizer")), new ModelIdentity("tiny", null, null, "test")) { Controls = controls, Preview = preview };

    private sealed class Steps(Action<SamplingProgress> onStep) : IProgress<SamplingProgress>
    {
        public void Report(SamplingProgress value) => onStep(value);
    }
}
