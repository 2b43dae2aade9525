using System.Globalization;
using Senmitsu.Diffusion.Samplers;

namespace Senmitsu.Generation.Settings;

/// <summary>A second pass over the enlarged result of the first (A1111's "Hires. fix").</summary>
public sealed record HiresSettings
{
    private const int MaxSide = 8192;

    /// <summary>Factor on both sides; ignored if a target side is given. Default 2.</summary>
    public double Scale { get; init; } = 2;

    /// <summary>Pixels across in the end, 0 = from the height, or from <see cref="Scale"/> if that is 0 too.</summary>
    public int ResizeWidth { get; init; }

    /// <summary>Pixels down in the end, 0 = from the width, or from <see cref="Scale"/> if that is 0 too.</summary>
    public int ResizeHeight { get; init; }

    /// <summary>Steps of the second pass, 0 = as the first.</summary>
    public int Steps { get; init; }

    /// <summary>0 keeps the enlarged picture, 1 ignores it. Default 0.7.</summary>
    public double DenoisingStrength { get; init; } = 0.7;

    /// <summary>How it is enlarged. Default Latent.</summary>
    public HiresUpscaler Upscaler { get; init; } = HiresUpscaler.Latent;

    /// <summary>The upscaler's file or name where <see cref="Upscaler"/> is <see cref="HiresUpscaler.Model"/>; ignored otherwise.</summary>
    public string? UpscalerModel { get; init; }

    /// <summary>Share of the tokens that the second pass merges, 0…0.9; 0 = as the first pass. Default 0.</summary>
    public double TokenMerging { get; init; }

    /// <summary>Checkpoint of the second pass: a path, a file's name, or A1111's <c>name [hash]</c>; <see langword="null"/> for the same.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Prompt of the second pass; <see langword="null"/> or empty for the same. If it is given, the LoRAs of this pass are those that it names.</summary>
    public string? Prompt { get; init; }

    /// <summary>Negative prompt of the second pass; <see langword="null"/> or empty for the same.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>Sampler of the second pass; <see langword="null"/> for the same.</summary>
    public string? Sampler { get; init; }

    /// <summary>Schedule type of the second pass; <see langword="null"/> for the same.</summary>
    public string? ScheduleType { get; init; }

    /// <summary>Every problem with these settings; empty when they can be used.</summary>
    /// <param name="first">Settings of the first pass.</param>
    internal IEnumerable<SettingProblem> Validate(GenerationSettings first)
    {
        if (Scale is not (>= 1 and <= 8)) yield return Problem("hr-scale", Scale, "must lie between 1 and 8", "use 2");
        if (ResizeWidth is not (0 or (>= 64 and <= MaxSide))) yield return Problem("hr-resize-x", ResizeWidth, "must be 0 or lie between 64 and 8192", "use 0");
        if (ResizeHeight is not (0 or (>= 64 and <= MaxSide))) yield return Problem("hr-resize-y", ResizeHeight, "must be 0 or lie between 64 and 8192", "use 0");
        if (Steps is not (>= 0 and <= 1000)) yield return Problem("hr-steps", Steps, "must lie between 0 and 1000", "use 0, which means as many as the first pass");
        if (DenoisingStrength is not (>= 0 and <= 1)) yield return Problem("hr-denoising", DenoisingStrength, "must lie between 0 and 1", "use 0.7");
        if (TokenMerging is not (>= 0 and <= 0.9)) yield return Problem("token-merging-ratio-hr", TokenMerging, "must lie between 0 and 0.9", "use 0, which means as the first pass");
        if (Upscaler == HiresUpscaler.Model && string.IsNullOrEmpty(UpscalerModel)) yield return new SettingProblem("hr-upscaler", "", "must name an upscaler", "give its file, or its name in models/ESRGAN");
        if (Unknown(first) is { } message) yield return new SettingProblem("hr-sampler", Sampler ?? "", message, "correct it");
    }

    private string? Unknown(GenerationSettings first)
    {
        try
        {
            SamplerCatalog.Resolve(Sampler ?? first.Sampler, ScheduleType ?? first.ScheduleType);
            return null;
        }
        catch (UnknownSamplerException e)
        {
            return e.Message;
        }
    }

    private static SettingProblem Problem(string path, IFormattable value, string rule, string remedy) => new(path, value.ToString(null, CultureInfo.InvariantCulture), rule, remedy);
}
