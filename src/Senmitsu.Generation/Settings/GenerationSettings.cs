using System.Globalization;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Models.Vae;

namespace Senmitsu.Generation.Settings;

/// <summary>Everything that decides a picture, except the model and the input picture. Defaults are AUTOMATIC1111's.</summary>
public sealed record GenerationSettings
{
    /// <summary>Pixels per latent pixel; sizes are multiples of it.</summary>
    public const int SizeStep = 8;

    private const int MaxSide = 8192;

    /// <summary>What the picture shows; may hold <c>&lt;lora:name:weight&gt;</c> tags. Default empty.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>What it should not show. Default empty.</summary>
    public string NegativePrompt { get; init; } = "";

    /// <summary>Seed of the first picture, 0…2⁶³−1; picture k of the job has seed + k.</summary>
    public long Seed { get; init; }

    /// <summary>Sampling steps, 1…1000. Default 20.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>Sampler name; <see langword="null"/> for the default. Old combined names such as "DPM++ 2M Karras" are split.</summary>
    public string? Sampler { get; init; }

    /// <summary>Schedule type; <see langword="null"/> for Automatic.</summary>
    public string? ScheduleType { get; init; }

    /// <summary>Guidance strength, 1 = off. Default 7.</summary>
    public double CfgScale { get; init; } = 7;

    /// <summary>Pixels across, a multiple of 8. Default 512.</summary>
    public int Width { get; init; } = 512;

    /// <summary>Pixels down, a multiple of 8. Default 512.</summary>
    public int Height { get; init; } = 512;

    /// <summary>Pictures computed together. Default 1.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Batches one after another. Default 1.</summary>
    public int BatchCount { get; init; } = 1;

    /// <summary>Layers of the text encoder left out from the end, 1 = none. Default 1.</summary>
    public int ClipSkip { get; init; } = 1;

    /// <summary>File name of the VAE that a picture was made with, used instead of any other choice if it is there; <see langword="null"/> for no wish. Default <see langword="null"/>.</summary>
    public string? Vae { get; init; }

    /// <summary>Part of the schedule an img2img run does, 0…1. Ignored by txt2img. Default 0.75.</summary>
    public double DenoisingStrength { get; init; } = 0.75;

    /// <summary>How an img2img input is brought to the picture's size. Ignored by txt2img.</summary>
    public ResizeMode ResizeMode { get; init; } = ResizeMode.JustResize;

    /// <summary>Whether an img2img result gets the colours of its input (A1111's <c>img2img_color_correction</c>). Default false.</summary>
    public bool CorrectsColors { get; init; }

    /// <summary>What is done with the mask of an img2img run.</summary>
    public InpaintSettings Inpaint { get; init; } = new();

    /// <summary>Where the noise comes from, beside the seed.</summary>
    public NoiseSettings Noise { get; init; } = new();

    /// <summary>What changes about the samplers.</summary>
    public SamplerSettings Samplers { get; init; } = new();

    /// <summary>A second, larger pass; <see langword="null"/> for none. Ignored by img2img.</summary>
    public HiresSettings? Hires { get; init; }

    /// <summary>Whether the picture's opposite edges fit each other (A1111's "Tiling"). Default false.</summary>
    public bool IsTiling { get; init; }

    /// <summary>When the autoencoder works in bands, which saves memory. Default with large pictures.</summary>
    public VaeTiling VaeTiling { get; init; }

    /// <summary>Share of the tokens that are merged, 0…0.9: faster and less exact. Default 0 = none.</summary>
    public double TokenMerging { get; init; }

    /// <summary>A second checkpoint that ends the picture; <see langword="null"/> for none.</summary>
    public RefinerSettings? Refiner { get; init; }

    /// <summary>How the prompts are read and how they guide.</summary>
    public PromptSettings Prompts { get; init; } = new();

    /// <summary>The settings with prompts as they are read and as infotext shows them: without comments.</summary>
    public GenerationSettings WithoutComments() => Prompts.HasComments ? WithPrompts(PromptComments.Remove) : this;

    /// <summary>The settings with all their prompts changed, those of the second pass too.</summary>
    /// <param name="change">Given each prompt and each negative prompt that is there.</param>
    public GenerationSettings WithPrompts(Func<string, string> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with
        {
            Prompt = change(Prompt),
            NegativePrompt = change(NegativePrompt),
            Hires = Hires is null ? null : Hires with { Prompt = Own(Hires.Prompt), NegativePrompt = Own(Hires.NegativePrompt) },
        };

        string? Own(string? prompt) => string.IsNullOrEmpty(prompt) ? prompt : change(prompt);
    }

    /// <summary>All prompts that are given, those of the second pass too.</summary>
    public IEnumerable<string> AllPrompts() => new[] { Prompt, NegativePrompt, Hires?.Prompt, Hires?.NegativePrompt }.OfType<string>();

    /// <summary>Every problem with these settings; empty when they can be used.</summary>
    public IReadOnlyList<SettingProblem> Validate()
    {
        var problems = new List<SettingProblem>();
        Side("width", Width);
        Side("height", Height);
        Range("steps", Steps, 1, 1000);
        Range("batch-size", BatchSize, 1, 64);
        Range("batch-count", BatchCount, 1, 10000);
        Range("clip-skip", ClipSkip, 1, 12);
        if (Seed < 0) Add("seed", Text(Seed), "must be 0 or more", "leave it out, or use -1, for a random seed");
        if (!double.IsFinite(CfgScale)) Add("cfg-scale", Text(CfgScale), "must be a number", "use 7");
        if (DenoisingStrength is not (>= 0 and <= 1)) Add("denoising-strength", Text(DenoisingStrength), "must lie between 0 and 1", "use 0.75");
        problems.AddRange(Noise.Validate());
        problems.AddRange(Samplers.Validate());
        if (Hires is not null) problems.AddRange(Hires.Validate(this));
        problems.AddRange(Prompts.Validate());
        problems.AddRange(Inpaint.Validate());
        if (Refiner is not null) problems.AddRange(Refiner.Validate());
        if (TokenMerging is not (>= 0 and <= 0.9)) Add("token-merging-ratio", Text(TokenMerging), "must lie between 0 and 0.9", "use 0, or 0.5 for speed");
        Try("sampler", Sampler ?? "", () => SamplerCatalog.Resolve(Sampler, ScheduleType));
        Try("prompt", "", () => Parse(LoraTags.Extract(Prompt).Prompt));
        Try("negative-prompt", "", () => Parse(NegativePrompt));
        Try("hr-prompt", "", () => Parse(LoraTags.Extract(Hires?.Prompt ?? "").Prompt));
        Try("hr-negative-prompt", "", () => Parse(Hires?.NegativePrompt ?? ""));
        return problems;

        void Add(string path, string value, string rule, string remedy) => problems.Add(new SettingProblem(path, value, rule, remedy));

        void Range(string path, int value, int least, int most)
        {
            if (value < least || value > most) Add(path, Text(value), $"must lie between {Text(least)} and {Text(most)}", "choose a value in this range");
        }

        void Side(string path, int value)
        {
            if (value is < 64 or > MaxSide) Add(path, Text(value), $"must lie between 64 and {Text(MaxSide)}", "use 512");
            else if (value % SizeStep != 0) Add(path, Text(value), $"must be a multiple of {Text(SizeStep)}", $"use {Text(value / SizeStep * SizeStep)} or {Text((value / SizeStep + 1) * SizeStep)}");
        }

        void Parse(string prompt) => PromptParser.Parse(Prompts.HasComments ? PromptComments.Remove(prompt) : prompt, Prompts.Emphasis);

        void Try(string path, string value, Action check)
        {
            try
            {
                check();
            }
            catch (Exception e) when (e is UnknownSamplerException or PromptException)
            {
                Add(path, value, e.Message, "correct it");
            }
        }
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
