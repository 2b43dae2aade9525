using System.Globalization;
using System.Text.Json;
using Senmitsu.DemoModel.Pretraining;
using Senmitsu.DemoModel.Truth;
using Senmitsu.DemoModel.Vocabulary;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Clip;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel;

/// <summary>Makes the built-in model, from nothing or from an earlier one: vocabulary, text encoder, autoencoder, latents, denoiser, files. A stopped run goes on where it was.</summary>
/// <param name="workFolder">Where states and latents are kept.</param>
/// <param name="outputFolder">Where the finished files go.</param>
/// <param name="settings">What is made.</param>
/// <param name="clock">Source of times.</param>
public sealed class DemoModelMaker(string workFolder, string outputFolder, DemoModelSettings settings, TimeProvider clock)
{
    private readonly PortraitSource _portraits = new(settings.PortraitSeed);
    private readonly PortraitSource _takes = new(settings.PortraitSeed, settings.Denoiser.Takes);

    /// <summary>Runs every stage that is not done yet.</summary>
    /// <param name="progress">Told after each step.</param>
    /// <param name="token">Stops after a step; the state is saved first.</param>
    public void Run(IProgress<MakingProgress> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(progress);
        NativeLibraries.Load();
        Directory.CreateDirectory(workFolder);
        Directory.CreateDirectory(outputFolder);
        var dataType = CpuFeatures.HasBFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;

        using var start = settings.StartPath is { } path ? StartingModel.Open(path) : null;
        MakeVocabulary(start, progress);
        var probeFile = Path.Combine(outputFolder, DemoModelFiles.ProbeName);
        if (!File.Exists(probeFile)) MakeProbe(probeFile, dataType, progress, token);

        var tokenizer = ClipTokenizer.FromFolder(Path.Combine(outputFolder, DemoModelFiles.TokenizerFolder));
        var textFile = Path.Combine(workFolder, "text-encoder.safetensors");
        if (!File.Exists(textFile)) MakeTextEncoder(textFile, start, tokenizer, dataType, progress, token);

        var vaeFile = Path.Combine(workFolder, "vae.safetensors");
        if (!File.Exists(vaeFile)) MakeVae(vaeFile, start, dataType, progress, token);

        using var vae = WeightSet.Read(vaeFile);
        using var text = WeightSet.Read(textFile);
        using var library = EncodePortraits(vae, dataType, progress, token);
        var textEncoder = new ClipTextEncoder(TextEncoderTraining.ConfigFor(settings.Text, tokenizer), new GivenWeights(text.Tensors, dataType));
        using var denoiser = new DenoiserTraining(settings.Denoiser, library, _takes, tokenizer, textEncoder, dataType, start);
        Train(MakingStage.Denoiser, denoiser.Weights, settings.Denoiser.Steps, () => denoiser.Step(), progress, token);
        progress.Report(new(MakingStage.Files, 0, 1, 0));
        WriteModel(vae, text, denoiser.Weights, TestVae(vae, probeFile));
        progress.Report(new(MakingStage.Files, 1, 1, 0));
    }

    private void MakeVocabulary(StartingModel? start, IProgress<MakingProgress> progress)
    {
        var folder = Path.Combine(outputFolder, DemoModelFiles.TokenizerFolder);
        if (start is not null)
        {
            start.CopyTokenizer(folder);
            return;
        }

        progress.Report(new(MakingStage.Vocabulary, 0, 1, 0));
        var maker = VocabularyMaker.Learn(Enumerable.Range(0, settings.VocabularyCaptions).Select(number => _portraits.Caption(number, 0)), settings.MaxMerges);
        maker.Write(folder);
        progress.Report(new(MakingStage.Vocabulary, 1, 1, 0));
    }

    private void MakeProbe(string path, ScalarType dataType, IProgress<MakingProgress> progress, CancellationToken token)
    {
        using var training = new ProbeTraining(settings.Probe, dataType);
        Train(MakingStage.Probe, training.Weights, settings.Probe.Steps, training.Step, progress, token);
        using var weights = training.Weights.Mean();
        PortraitJudge.TestAndWrite(path, weights, settings.Probe.HeldOutPeople, settings.Probe.Seed + 1);
    }

    private void MakeTextEncoder(string path, StartingModel? start, ClipTokenizer tokenizer, ScalarType dataType, IProgress<MakingProgress> progress, CancellationToken token)
    {
        if (start is not null)
        {
            using var finished = start.TextEncoder();
            Write(path, finished);
            return;
        }

        using var training = new TextEncoderTraining(settings.Text, _portraits, tokenizer, dataType);
        Train(MakingStage.TextEncoder, training.Weights, settings.Text.Steps, training.Step, progress, token);
        using var weights = training.Encoder();
        Write(path, weights);
    }

    private void MakeVae(string path, StartingModel? start, ScalarType dataType, IProgress<MakingProgress> progress, CancellationToken token)
    {
        using var finished = start?.Vae(settings.Vae.Config);
        if (finished is not null && !settings.TrainsAutoencoderOn)
        {
            Write(path, finished);
            return;
        }

        using var training = new VaeTraining(settings.Vae, dataType, finished is null ? null : new GivenWeights(finished.Tensors, ScalarType.Float32));
        Train(MakingStage.Autoencoder, training.Weights, settings.Vae.Steps, () => training.Step().Error, progress, token);
        using var weights = training.Weights.Mean();
        if (finished is null) // the denoiser knows the latents of a finished one as they are
        {
            using var scope = NewDisposeScope();
            training.Weights.ShowMean();
            LatentNormalization.Apply(weights.Tensors, UnscaledMeans(training.Vae));
        }

        Write(path, weights);
    }

    private static void Write(string path, WeightSet weights) =>
        SafetensorsWriter.Write(path, [.. weights.Tensors.Select(pair => TensorFiles.ToTensorData(pair.Key, pair.Value, ScalarType.Float32))], null);

    /// <returns>[N, 4, h, w]. In the caller's scope.</returns>
    private Tensor UnscaledMeans(Vae vae)
    {
        using var _ = no_grad();
        return cat([.. Enumerable.Range(0, settings.NormalizationPortraits).Select(number =>
        {
            using var pixels = TensorImages.ToPixels(_portraits.Paint(number));
            using var distribution = vae.Encode(pixels);
            return distribution.Mean.clone();
        })], 0);
    }

    private ReconstructionTest TestVae(WeightSet weights, string probeFile)
    {
        using var judge = PortraitJudge.Open(probeFile);
        using var vae = new Vae(settings.Vae.Config, new GivenWeights(weights.Tensors, ScalarType.Float32));
        return ReconstructionTest.Run(vae, judge, new PortraitSource(settings.PortraitSeed + 1), settings.TestedPortraits);
    }

    private LatentLibrary EncodePortraits(WeightSet weights, ScalarType dataType, IProgress<MakingProgress> progress, CancellationToken token)
    {
        using var vae = new Vae(settings.Vae.Config, new GivenWeights(weights.Tensors, dataType));
        var total = _takes.Whole(settings.Denoiser.Portraits);
        return LatentLibrary.Open(Path.Combine(workFolder, $"latents-{_takes.Fingerprint()}"), vae, _takes, total, done => progress.Report(new(MakingStage.Latents, done, total, 0)), token);
    }

    private void Train(MakingStage stage, FlatWeights weights, int steps, Func<float> step, IProgress<MakingProgress> progress, CancellationToken token)
    {
        var state = Path.Combine(workFolder, $"{stage.ToString().ToLowerInvariant()}-state.safetensors");
        if (File.Exists(state)) weights.Load(state);
        var saved = clock.GetTimestamp();
        while (weights.Step < steps)
        {
            var before = weights.Step;
            var value = step();
            if (weights.Step == before) throw new InvalidOperationException($"{stage}: the gradients of step {before + 1} are not finite. The state before it is in {state}; run again to continue from there.");
            progress.Report(new(stage, weights.Step, steps, value));
            var stops = token.IsCancellationRequested;
            if (!stops && weights.Step < steps && clock.GetElapsedTime(saved) < settings.SaveEvery) continue;
            weights.Save(state);
            saved = clock.GetTimestamp();
            token.ThrowIfCancellationRequested();
        }
    }

    private void WriteModel(WeightSet vae, WeightSet text, FlatWeights denoiser, ReconstructionTest reconstruction)
    {
        using var unet = denoiser.Mean();
        var metadata = new Dictionary<string, string>
        {
            ["modelspec.title"] = "Senmitsu demo portraits",
            ["modelspec.resolution"] = "128x128",
            ["senmitsu.seeds"] = string.Create(CultureInfo.InvariantCulture, $"portraits {settings.PortraitSeed}, text encoder {settings.Text.Seed}, autoencoder {settings.Vae.Seed}, denoiser {settings.Denoiser.Seed}"),
            ["senmitsu.steps"] = string.Create(CultureInfo.InvariantCulture, $"text encoder {settings.Text.Steps}, autoencoder {settings.Vae.Steps}, denoiser {settings.Denoiser.Steps}"),
            ["senmitsu.reconstruction"] = JsonSerializer.Serialize(reconstruction),
        };
        DemoModelFiles.Write(Path.Combine(outputFolder, DemoModelFiles.CheckpointName), vae.Tensors, settings.Vae.Config, text.Tensors, unet.Tensors, settings.Denoiser.Unet, metadata);
    }
}
