using System.CommandLine;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics;
using Senmitsu.Studio;

namespace Senmitsu.Cli.Commands;

/// <summary>The options of <c>txt2img</c> and <c>img2img</c> about noise, samplers and hires fix.</summary>
internal static class SamplingOptions
{
    private static readonly Option<string?> Rng = new("--rng") { Description = "Random generator: nv (default), as A1111 on an NVIDIA card, or cpu, as PyTorch on the processor.", HelpName = "NAME" };
    private static readonly Option<long?> VariationSeed = new("--variation-seed") { Description = "Seed of the noise that is mixed in; -1 = random (default).", HelpName = "N" };
    private static readonly Option<double?> VariationStrength = new("--variation-strength") { Description = "0 (default) … 1: how much of it.", HelpName = "X" };
    private static readonly Option<int?> SeedResizeFromWidth = new("--seed-resize-from-w") { Description = "Draw the noise at this width, 0 = off.", HelpName = "N" };
    private static readonly Option<int?> SeedResizeFromHeight = new("--seed-resize-from-h") { Description = "Draw the noise at this height, 0 = off.", HelpName = "N" };
    private static readonly Option<long?> EtaSeedDelta = new("--ensd") { Description = "Eta noise seed delta. Default 0; many anime pictures use 31337.", HelpName = "N" };
    private static readonly Option<double?> Eta = new("--eta") { Description = "Share of fresh noise; default 1, for DDIM 0.", HelpName = "X" };
    private static readonly Option<double?> Churn = new("--s-churn") { Description = "Noise added before each step (Euler, Heun, DPM2). Default 0.", HelpName = "X" };
    private static readonly Option<double?> ChurnFrom = new("--s-tmin") { Description = "Smallest sigma with churn. Default 0.", HelpName = "X" };
    private static readonly Option<double?> ChurnTo = new("--s-tmax") { Description = "Largest sigma with churn, 0 = no limit.", HelpName = "X" };
    private static readonly Option<double?> NoiseScale = new("--s-noise") { Description = "Factor of added noise. Default 1.", HelpName = "X" };
    private static readonly Option<double?> SmallestSigma = new("--schedule-min-sigma") { Description = "Smallest sigma of the schedule. Default the model's.", HelpName = "X" };
    private static readonly Option<double?> LargestSigma = new("--schedule-max-sigma") { Description = "Largest sigma of the schedule. Default the model's.", HelpName = "X" };
    private static readonly Option<double?> Rho = new("--schedule-rho") { Description = "Rho of Karras (default 7) and Polyexponential (1).", HelpName = "X" };
    private static readonly Option<bool> DiscardsPenultimate = new("--discard-next-to-last-sigma") { Description = "Leave out the sigma before the last, in every sampler." };
    private static readonly Option<string?> Prediction = new("--prediction") { Description = "What the model predicts: epsilon (default) or v.", HelpName = "NAME" };
    private static readonly Option<bool> ZeroTerminalSnr = new("--zero-terminal-snr") { Description = "Rescale the noise schedule, for models trained so." };
    private static readonly Option<double?> ExtraNoise = new("--extra-noise") { Description = "Noise added on top in img2img and hires fix. Default 0.", HelpName = "X" };

    private static readonly Option<double?> NoiseMultiplier = new("--initial-noise-multiplier") { Description = "Factor of the noise added to the picture. Default 1.", HelpName = "X" };
    private static readonly Option<bool> ExactSteps = new("--exact-steps") { Description = "Run exactly the asked steps whatever the strength." };

    private static readonly Option<bool> EnableHires = new("--enable-hr") { Description = "Hires fix: a second pass over the enlarged picture." };
    private static readonly Option<double?> HiresScale = new("--hr-scale") { Description = "Factor on both sides. Default 2.", HelpName = "X" };
    private static readonly Option<int?> HiresWidth = new("--hr-resize-x") { Description = "Pixels across in the end; 0 = by the other side or the factor.", HelpName = "N" };
    private static readonly Option<int?> HiresHeight = new("--hr-resize-y") { Description = "Pixels down in the end.", HelpName = "N" };
    private static readonly Option<int?> HiresSteps = new("--hr-steps") { Description = "Steps of the second pass, 0 = as the first.", HelpName = "N" };
    private static readonly Option<double?> HiresDenoising = new("--hr-denoising") { Description = "0 keeps the enlarged picture, 1 ignores it. Default 0.7.", HelpName = "X" };
    private static readonly Option<string?> HiresUpscaler = new("--hr-upscaler") { Description = $"{string.Join(", ", HiresUpscalerNames.All)}, or an ESRGAN file or its name. Default Latent.", HelpName = "NAME" };
    private static readonly Option<string?> HiresCheckpoint = new("--hr-checkpoint") { Description = "Checkpoint of the second pass: a file, a name, or none for the same (default).", HelpName = "NAME" };
    private static readonly Option<string?> HiresPrompt = new("--hr-prompt") { Description = "Prompt of the second pass, with the LoRAs of this pass. Default the same.", HelpName = "TEXT" };
    private static readonly Option<string?> HiresNegativePrompt = new("--hr-negative-prompt") { Description = "Negative prompt of the second pass. Default the same.", HelpName = "TEXT" };
    private static readonly Option<string?> HiresSampler = new("--hr-sampler") { Description = "Sampler of the second pass. Default the same.", HelpName = "NAME" };
    private static readonly Option<string?> HiresScheduler = new("--hr-scheduler") { Description = "Schedule type of the second pass. Default the same.", HelpName = "NAME" };

    /// <summary>Adds the options that both verbs have.</summary>
    public static void AddCommon(Command command)
    {
        Option[] options =
        [
            Rng, VariationSeed, VariationStrength, SeedResizeFromWidth, SeedResizeFromHeight, EtaSeedDelta, Eta, Churn, ChurnFrom, ChurnTo, NoiseScale,
            SmallestSigma, LargestSigma, Rho, DiscardsPenultimate, Prediction, ZeroTerminalSnr, ExtraNoise,
        ];
        foreach (var option in options) command.Add(option);
    }

    /// <summary>Adds those of img2img.</summary>
    public static void AddImageToImage(Command command)
    {
        command.Add(NoiseMultiplier);
        command.Add(ExactSteps);
    }

    /// <summary>Adds those of txt2img: hires fix.</summary>
    public static void AddHires(Command command)
    {
        Option[] options = [EnableHires, HiresScale, HiresWidth, HiresHeight, HiresSteps, HiresDenoising, HiresUpscaler, HiresCheckpoint, HiresPrompt, HiresNegativePrompt, HiresSampler, HiresScheduler];
        foreach (var option in options) command.Add(option);
    }

    /// <summary>Settings with what was given on the command line.</summary>
    public static GenerationSettings Override(GenerationSettings defaults, ParseResult result) => defaults with
    {
        Noise = OverrideNoise(defaults.Noise, result),
        Samplers = OverrideSamplers(defaults.Samplers, result),
        Hires = OverrideHires(defaults.Hires, result),
    };

    private static NoiseSettings OverrideNoise(NoiseSettings defaults, ParseResult result) => defaults with
    {
        Source = ParseRng(result.GetValue(Rng)) ?? defaults.Source,
        VariationSeed = result.GetValue(VariationSeed) ?? (defaults.VariationStrength != 0 ? defaults.VariationSeed : -1),
        VariationStrength = result.GetValue(VariationStrength) ?? defaults.VariationStrength,
        SeedResizeFromWidth = result.GetValue(SeedResizeFromWidth) ?? defaults.SeedResizeFromWidth,
        SeedResizeFromHeight = result.GetValue(SeedResizeFromHeight) ?? defaults.SeedResizeFromHeight,
        EtaSeedDelta = result.GetValue(EtaSeedDelta) ?? defaults.EtaSeedDelta,
        InitialMultiplier = Given(result, NoiseMultiplier) ?? defaults.InitialMultiplier,
        Extra = result.GetValue(ExtraNoise) ?? defaults.Extra,
    };

    private static SamplerSettings OverrideSamplers(SamplerSettings defaults, ParseResult result) => defaults with
    {
        Eta = result.GetValue(Eta) ?? defaults.Eta,
        Churn = result.GetValue(Churn) ?? defaults.Churn,
        ChurnFrom = result.GetValue(ChurnFrom) ?? defaults.ChurnFrom,
        ChurnTo = result.GetValue(ChurnTo) ?? defaults.ChurnTo,
        NoiseScale = result.GetValue(NoiseScale) ?? defaults.NoiseScale,
        Prediction = ParsePrediction(result.GetValue(Prediction)) ?? defaults.Prediction,
        UsesZeroTerminalSnr = result.FlagOr(ZeroTerminalSnr, defaults.UsesZeroTerminalSnr),
        RunsExactSteps = result.FlagOr(ExactSteps, defaults.RunsExactSteps),
        Spacing = defaults.Spacing with
        {
            SmallestSigma = result.GetValue(SmallestSigma) ?? defaults.Spacing.SmallestSigma,
            LargestSigma = result.GetValue(LargestSigma) ?? defaults.Spacing.LargestSigma,
            Rho = result.GetValue(Rho) ?? defaults.Spacing.Rho,
            DiscardsPenultimate = result.FlagOr(DiscardsPenultimate, defaults.Spacing.DiscardsPenultimate),
        },
    };

    private static HiresSettings? OverrideHires(HiresSettings? defaults, ParseResult result)
    {
        if (!Has(result, EnableHires) || !result.FlagOr(EnableHires, defaults is not null)) return null;
        defaults ??= new HiresSettings();
        defaults = result.GetValue(HiresUpscaler) is { } upscaler ? HiresUpscalerNames.Choose(defaults, upscaler) : defaults;
        return defaults with
        {
            Scale = result.GetValue(HiresScale) ?? defaults.Scale,
            ResizeWidth = result.GetValue(HiresWidth) ?? defaults.ResizeWidth,
            ResizeHeight = result.GetValue(HiresHeight) ?? defaults.ResizeHeight,
            Steps = result.GetValue(HiresSteps) ?? defaults.Steps,
            DenoisingStrength = result.GetValue(HiresDenoising) ?? defaults.DenoisingStrength,
            Checkpoint = result.NameOr(HiresCheckpoint, defaults.Checkpoint),
            Prompt = result.GetValue(HiresPrompt) ?? defaults.Prompt,
            NegativePrompt = result.GetValue(HiresNegativePrompt) ?? defaults.NegativePrompt,
            Sampler = result.GetValue(HiresSampler) ?? defaults.Sampler,
            ScheduleType = result.GetValue(HiresScheduler) ?? defaults.ScheduleType,
        };
    }

    private static bool Has(ParseResult result, Option option) => result.CommandResult.Command.Options.Contains(option);

    private static double? Given(ParseResult result, Option<double?> option) => Has(result, option) ? result.GetValue(option) : null;

    private static RandomSource? ParseRng(string? name) => name switch
    {
        null => null,
        "cpu" => RandomSource.Cpu,
        "nv" => RandomSource.Nv,
        _ => throw new UserErrorException($"--rng {name} is unknown. Use cpu or nv."),
    };

    private static PredictionType? ParsePrediction(string? name) => name switch
    {
        null => null,
        "epsilon" => PredictionType.Epsilon,
        "v" => PredictionType.Velocity,
        _ => throw new UserErrorException($"--prediction {name} is unknown. Use epsilon or v."),
    };
}
