using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Prompts.Editing;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Generation.Inpainting;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>Prompt → picture: where networks, samplers and LoRAs meet.</summary>
/// <param name="model">The model. Borrowed; its weights are the same afterwards.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="identity">What infotext says about the model.</param>
/// <param name="inversionFiles">Embeddings that prompts may name; <see langword="null"/> for none.</param>
public sealed class GenerationPipeline(StableDiffusionModel model, ClipTokenizer tokenizer, ModelIdentity identity, IReadOnlyList<InversionFile>? inversionFiles = null)
{
    /// <summary>Finds the other checkpoints and the upscaler that settings name. Default none.</summary>
    public ModelLookup Lookup { get; init; } = ModelLookup.None;

    /// <summary>Told what the user should know about LoRAs when a pass begins to use them. Default nobody.</summary>
    public Action<string>? OnNote { get; init; }

    /// <summary>What may be asked while it runs. Default nothing.</summary>
    public GenerationControls? Controls { get; init; }

    /// <summary>Shows pictures in the making. Default to nobody.</summary>
    public LivePreview? Preview { get; init; }

    /// <summary>Makes the pictures of a job.</summary>
    /// <param name="settings">Valid settings.</param>
    /// <param name="loras">LoRAs of the prompts, found.</param>
    /// <param name="notes">What infotext should say besides, such as LoRAs that were not found.</param>
    /// <param name="input">Picture to start from (img2img), perhaps with a mask, or <see langword="null"/> (txt2img).</param>
    /// <param name="onImage">Told each finished picture at once, so that none is lost when a later one fails.</param>
    /// <param name="progress">Told every step.</param>
    /// <param name="token">Tested every step.</param>
    /// <exception cref="NonFiniteLatentException">Sampling diverged.</exception>
    /// <exception cref="ModelMismatchException">A LoRA is for another kind of model.</exception>
    public void Generate(
        GenerationSettings settings, IReadOnlyList<AppliedLora> loras, IReadOnlyList<string> notes, SourcePicture? input,
        Action<GeneratedImage> onImage, IProgress<SamplingProgress> progress, CancellationToken token)
    {
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        settings = settings.WithoutComments();
        var choice = Choose(settings);
        using var active = new ActiveModel(model, settings, loras, Lookup.Checkpoint, OnNote);
        using var prompts = Prepare(model, settings, [settings.Prompt, settings.NegativePrompt]);
        using var hiresPrompts = new LatePrompts(() => Prepare(active.Model, settings, [HiresPrompt(settings), HiresNegativePrompt(settings)]));
        using var refinerPrompts = new LatePrompts(() => Prepare(active.Model, settings, [.. settings.AllPrompts()]));
        using var guidance = prompts.Encode(new PromptTimeline(settings.Steps * choice.Sampler.CallsPerStep, IsOld: settings.Prompts.UsesOldEditing));
        RequireKnownInput(model, identity.Name);
        var isInpainting = model.Unet.Config.IsInpainting; // asked now: afterwards another model may be in memory instead
        using var source = input is null ? null : new EncodedSource(model, input, settings);
        var conditioning = source is null ? BlankConditioning(settings) : source.Conditioning;
        IReadOnlyList<(string Name, string Hash)>? inversions = null;
        for (var batch = 0; batch < settings.BatchCount; batch++)
        {
            if (Controls is null) MakeBatch(batch, token);
            else Controls.RunBatch(own => MakeBatch(batch, own), token);
        }

        void MakeBatch(int batch, CancellationToken token)
        {
            using var perBatch = NewDisposeScope();
            active.BeginFirstPass();
            var initial = source?.Initial([.. Enumerable.Range(batch * settings.BatchSize, settings.BatchSize).Select(picture => settings.Noise.SeedOf(settings.Seed, picture))]);
            using var mask = source?.Mask(initial!);
            var latent = Sample(settings, batch, active, hiresPrompts, refinerPrompts, new Start(initial, mask, conditioning), guidance, progress, token);
            inversions ??= [.. prompts.Hashes(guidance.Inversions, token).Union(hiresPrompts.Hashes(token)).Union(refinerPrompts.Hashes(token))]; // those of later models are known by now
            for (var i = 0; i < settings.BatchSize; i++)
            {
                token.ThrowIfCancellationRequested();
                using var pixels = active.Model.DecodeLatent(latent.narrow(0, i, 1));
                var picture = batch * settings.BatchSize + i;
                var seed = settings.Noise.SeedOf(settings.Seed, picture);
                var own = settings with
                {
                    Noise = settings.Noise with { VariationSeed = settings.Noise.VariationSeed + picture },
                    Hires = settings.Hires is null ? null : settings.Hires with { Checkpoint = active.HiresTitle },
                    Refiner = active.HasRefined ? settings.Refiner! with { Checkpoint = active.RefinerTitle! } : null,
                };
                var infotext = GenerationInfotext.Create(own, choice, identity, loras, inversions, [.. notes, .. active.Notes, .. prompts.Notes.Union(hiresPrompts.Notes).Union(refinerPrompts.Notes)], seed, input is not null, source?.IsMasked ?? false, isInpainting);
                var image = TensorImages.ToImage(pixels);
                onImage(new GeneratedImage(source?.Finish(image, initial!, latent, i) ?? image, seed, infotext));
            }
        }
    }

    private static SamplerChoice Choose(GenerationSettings settings) => SamplerCatalog.Resolve(settings.Sampler, settings.ScheduleType);

    private static SamplerChoice ChooseHires(GenerationSettings settings, HiresSettings hires) => SamplerCatalog.Resolve(hires.Sampler ?? settings.Sampler, hires.ScheduleType ?? settings.ScheduleType);

    private static int HiresSteps(GenerationSettings settings, HiresSettings hires) => hires.Steps > 0 ? hires.Steps : settings.Steps;

    /// <summary>The prompts of the second pass; its switches count on from the first.</summary>
    private static PromptGuidance Encode(PreparedPrompts prompts, GenerationSettings settings, HiresSettings hires, SamplerChoice first)
    {
        var calls = HiresSteps(settings, hires) * ChooseHires(settings, hires).Sampler.CallsPerStep;
        var timeline = PromptTimeline.Hires(settings.Steps * first.Sampler.CallsPerStep, calls, settings.Prompts.UsesOldEditing);
        return prompts.Encode(HiresPrompt(settings), HiresNegativePrompt(settings), timeline);
    }

    private static string HiresPrompt(GenerationSettings settings) => settings.Hires?.Prompt is { Length: > 0 } own ? own : settings.Prompt;

    private static string HiresNegativePrompt(GenerationSettings settings) => settings.Hires?.NegativePrompt is { Length: > 0 } own ? own : settings.NegativePrompt;

    /// <summary>Runs the sampler over one batch, twice for a hires fix.</summary>
    /// <returns>[B, 4, h, w] · float32 · scaled by 0.18215.</returns>
    private Tensor Sample(
        GenerationSettings settings, int batch, ActiveModel active, LatePrompts hiresPrompts, LatePrompts refinerPrompts, Start start, PromptGuidance guidance,
        IProgress<SamplingProgress> progress, CancellationToken token)
    {
        using var scope = NewDisposeScope();
        var hasTwoPasses = start.Initial is null && settings.Hires is not null;
        active.MergedTokens = settings.TokenMerging;
        var timeline = new PromptTimeline(settings.Steps * Choose(settings).Sampler.CallsPerStep, IsOld: settings.Prompts.UsesOldEditing);
        var pass = new SamplingPass(model, settings, Choose(settings), batch, Refiner(HiresPass.First, !hasTwoPasses, prompts => prompts.Encode(timeline))) { Mask = start.Mask, Conditioning = start.Conditioning, OnDenoised = Shown };
        if (start.Initial is { } initial)
        {
            var part = ImageToImagePlan.Create(settings.Steps, settings.DenoisingStrength, settings.Samplers.RunsExactSteps);
            return pass.FromLatent(initial, part, settings.Noise.InitialMultiplier, guidance.Guide, Report(1), token).MoveToOuterDisposeScope();
        }

        var latent = pass.FromNoise(guidance.Guide, Report(1), token);
        if (settings.Hires is not { } hires) return latent.MoveToOuterDisposeScope();
        var enlarged = new HiresEnlargement(active, Lookup.Upscaler).Enlarge(latent, HiresSize.Create(settings.Width, settings.Height, hires), hires, token);
        active.MergedTokens = NetworkInfotext.HiresMerging(settings, hires);
        RequireKnownInput(active.Model, active.HiresTitle ?? identity.Name);
        var hiresGuidance = hiresPrompts.Of(isHires: true, EncodeHires);
        var second = ImageToImagePlan.Create(HiresSteps(settings, hires), hires.DenoisingStrength, exactSteps: true);
        return new SamplingPass(active.Model, settings, ChooseHires(settings, hires), batch, Refiner(HiresPass.Second, isOnlyPass: false, EncodeHires)) { Conditioning = HiresConditioning(active.Model, enlarged, settings), OnDenoised = Shown }
            .FromLatent(enlarged, second, 1, hiresGuidance.Guide, Report(2), token).MoveToOuterDisposeScope();

        PromptGuidance EncodeHires(PreparedPrompts prepared) => Encode(prepared, settings, settings.Hires!, Choose(settings));

        Action<int, int> Report(int number) => (step, steps) =>
            progress.Report(new SamplingProgress(step, steps, batch + 1, settings.BatchCount) { Pictures = settings.BatchSize, Pass = number, Passes = hasTwoPasses ? 2 : 1 });

        void Shown(int step, Tensor denoised) => Preview?.Show(active.Model, step, denoised);

        RefinerSwitch? Refiner(HiresPass number, bool isOnlyPass, Func<PreparedPrompts, PromptGuidance> encode)
        {
            if (settings.Refiner is not { } refiner || !(isOnlyPass || refiner.Pass == number || refiner.Pass == HiresPass.Both)) return null;
            return new RefinerSwitch(active, refiner, () => refinerPrompts.Of(number == HiresPass.Second, encode));
        }
    }

    private PreparedPrompts Prepare(StableDiffusionModel used, GenerationSettings settings, IReadOnlyList<string> prompts) => new(used, tokenizer, inversionFiles ?? [], settings, prompts);

    /// <summary>What an inpainting model sees without a picture.</summary>
    private Tensor? BlankConditioning(GenerationSettings settings) =>
        model.Unet.Config.IsInpainting ? ImageConditioning.Blank(model, settings.Height / GenerationSettings.SizeStep, settings.Width / GenerationSettings.SizeStep) : null;

    /// <summary>What an inpainting model sees in the second pass: the enlarged picture as far as its weight lets through, all of it masked.</summary>
    private static Tensor? HiresConditioning(StableDiffusionModel used, Tensor enlarged, GenerationSettings settings)
    {
        if (!used.Unet.Config.IsInpainting) return null;
        var (height, width) = (enlarged.shape[2], enlarged.shape[3]);
        if (settings.Inpaint.ConditioningWeight == 1) return ImageConditioning.Blank(used, height, width);
        using var scope = NewDisposeScope();
        var pixels = cat([.. Enumerable.Range(0, (int)enlarged.shape[0]).Select(i => used.DecodeLatent(enlarged.narrow(0, i, 1)).clamp(-1, 1))], 0);
        return ImageConditioning.FromPixels(used, pixels, null, settings.Inpaint.ConditioningWeight, height, width).MoveToOuterDisposeScope();
    }

    /// <summary>Models that want another picture beside the latent, such as InstructPix2Pix, are not known.</summary>
    private static void RequireKnownInput(StableDiffusionModel used, string name)
    {
        var config = used.Unet.Config;
        if (config.IsInpainting || config.InputChannels == config.OutputChannels) return;
        throw new NotSupportedException($"{name}: its UNet takes {config.InputChannels} channels; {config.OutputChannels} (ordinary) and {2 * config.OutputChannels + 1} (inpainting) are known. Use another checkpoint.");
    }

    /// <summary>What a batch starts from.</summary>
    /// <param name="Initial">[B, 4, h, w] · float32 · scaled by 0.18215; <see langword="null"/> starts from noise. Borrowed.</param>
    /// <param name="Mask">What stays in inpainting. Borrowed.</param>
    /// <param name="Conditioning">What models made for inpainting see besides. Borrowed.</param>
    private readonly record struct Start(Tensor? Initial, LatentMask? Mask, Tensor? Conditioning);
}
