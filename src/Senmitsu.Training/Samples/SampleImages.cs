using System.Globalization;
using System.Runtime.InteropServices;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Png;
using Senmitsu.Generation;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Events;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;

namespace Senmitsu.Training.Samples;

/// <summary>
/// Makes pictures with the LoRA as it stands, so that the user sees what it learns. A picture that cannot be made is said and does not
/// stop the training. Nothing random is shared with the training.
/// </summary>
/// <param name="model">The model with the LoRA attached, decoder included. Borrowed.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="optimizer">Knows the weights to draw with. Borrowed.</param>
/// <param name="settings">The run's settings.</param>
/// <param name="baseModel">What infotext says about the model.</param>
/// <param name="progress">Told each picture.</param>
/// <param name="clock">Source of times.</param>
internal sealed class SampleImages(StableDiffusionModel model, ClipTokenizer tokenizer, IOptimizer optimizer, TrainingSettings settings, ModelIdentity baseModel, IProgress<TrainingEvent> progress, TimeProvider clock)
{
    private readonly SampleSettings _samples = settings.Samples;
    private bool _isSaidUnseeded;

    /// <summary>Before the first step.</summary>
    public void AtFirst(CancellationToken token)
    {
        if (_samples.AtFirst) Make("e000000", 0, token);
    }

    /// <summary>After an update.</summary>
    public void AfterStep(int step, CancellationToken token)
    {
        if (_samples is { EveryNEpochs: null, EveryNSteps: { } every } && step % every == 0) Make(string.Create(CultureInfo.InvariantCulture, $"{step:D6}"), step, token);
    }

    /// <summary>After an epoch.</summary>
    public void AfterEpoch(int epoch, int step, CancellationToken token)
    {
        if (_samples.EveryNEpochs is { } every && epoch % every == 0) Make(string.Create(CultureInfo.InvariantCulture, $"e{epoch:D6}"), step, token);
    }

    /// <summary><c>sample/[name_]e000002_00_20260101120000[_42].png</c>.</summary>
    private void Make(string moment, int step, CancellationToken token)
    {
        if (!_samples.IsActive) return;
        IReadOnlyList<SamplePrompt> prompts;
        try
        {
            prompts = [.. (_samples.PromptFile is { } file ? KohyaPromptFile.Read(file) : KohyaPromptFile.ParseText(_samples.PromptText!)).Select(SamplePrompt.FromOptions)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or KohyaConfigException)
        {
            progress.Report(new Noted($"no sample pictures: {e.Message}"));
            return;
        }

        NoteUnseeded(prompts);
        EvaluationWeights.Use(optimizer, () => MakeAll(prompts, moment, step, token));
        model.ReleaseVae(); // not needed until the next time
    }

    private void NoteUnseeded(IReadOnlyList<SamplePrompt> prompts)
    {
        if (_isSaidUnseeded || prompts.All(prompt => prompt.Seed is not null)) return;
        _isSaidUnseeded = true;
        progress.Report(new Noted("sample prompts without a seed begin with other noise each time, so their pictures differ by more than what was learned; add --d 42 to a prompt to compare them"));
    }

    private void MakeAll(IReadOnlyList<SamplePrompt> prompts, string moment, int step, CancellationToken token)
    {
        for (var i = 0; i < prompts.Count; i++)
        {
            try
            {
                Make(prompts[i], moment, i, step, token);
            }
            catch (OperationCanceledException)
            {
                return; // the training stops by itself, after it has kept its state
            }
            catch (Exception e) when (e is NonFiniteLatentException or NonFinitePictureException or PromptException or IOException or UnauthorizedAccessException)
            {
                progress.Report(new Noted($"sample picture {i}: {e.Message}"));
            }
            catch (ExternalException e) when (OutOfDeviceMemoryException.Is(e))
            {
                progress.Report(new Noted($"sample picture {i}: the memory is full; use a smaller --w and --h"));
            }
        }
    }

    private void Make(SamplePrompt prompt, string moment, int index, int step, CancellationToken token)
    {
        var generation = prompt.ToGeneration(prompt.Seed ?? (uint)(clock.GetTimestamp() + index), _samples.Sampler, settings.Run.ClipSkip ?? 1);
        if (generation.Validate() is [var problem, ..])
        {
            progress.Report(new Noted($"sample picture {index}: {problem}"));
            return;
        }

        var pipeline = new GenerationPipeline(model, tokenizer, baseModel);
        pipeline.Generate(generation, [], [], null, image => Save(image, prompt, moment, index, step), new Progress<SamplingProgress>(), token);
    }

    private void Save(GeneratedImage image, SamplePrompt prompt, string moment, int index, int step)
    {
        var folder = Directory.CreateDirectory(Path.Combine(settings.Output.OutputDir, "sample")).FullName;
        var name = settings.Output.OutputName is { } output ? $"{output}_" : "";
        var seed = prompt.Seed is { } fixedSeed ? $"_{fixedSeed.ToString(CultureInfo.InvariantCulture)}" : "";
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}{moment}_{index:D2}_{clock.GetLocalNow():yyyyMMddHHmmss}{seed}.png"));
        var png = PngTextChunks.Write(ImageFile.EncodePng(image.Image), PngTextChunks.ParametersKeyword, InfotextWriter.Write(image.Infotext));
        AtomicFile.Write(path, stream => stream.Write(png));
        progress.Report(new SampleSaved(path, step));
    }
}
