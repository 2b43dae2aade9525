using Senmitsu.Generation.Settings;

namespace Senmitsu.Training.Settings;

/// <summary>Pictures made while training.</summary>
public sealed record SampleSettings
{
    /// <summary>The prompts, one a line in a .txt, or a .toml or .json file; null = no pictures. Read again each time.</summary>
    public string? PromptFile { get; init; }

    /// <summary>The prompts themselves, one a line, where kohya_ss keeps them; null = in <see cref="PromptFile"/>.</summary>
    public string? PromptText { get; init; }

    /// <summary>After every n-th update; ignored with <see cref="EveryNEpochs"/>; null = not by steps.</summary>
    public int? EveryNSteps { get; init; }

    /// <summary>After every n-th epoch; null = not by epochs.</summary>
    public int? EveryNEpochs { get; init; }

    /// <summary>Before the first step, too.</summary>
    public bool AtFirst { get; init; }

    /// <summary>sd-scripts' name of the sampler of prompts that name none. Default ddim.</summary>
    public string Sampler { get; init; } = "ddim";

    /// <summary>Whether pictures are made at all.</summary>
    public bool IsActive => (PromptFile ?? PromptText) is not null && (EveryNSteps is not null || EveryNEpochs is not null || AtFirst);

    internal IEnumerable<SettingProblem> Problems()
    {
        if (EveryNSteps < 1) yield return Rules.Minimum("sample_every_n_steps", EveryNSteps.Value, 1);
        if (EveryNEpochs < 1) yield return Rules.Minimum("sample_every_n_epochs", EveryNEpochs.Value, 1);
        if ((PromptFile ?? PromptText) is null && (EveryNSteps ?? EveryNEpochs) is not null)
            yield return new("sample_prompts", "", "is required with sample_every_n_epochs or sample_every_n_steps", "give a text file with one prompt a line");
        if (PromptFile is not null && Path.GetExtension(PromptFile).ToLowerInvariant() is not (".txt" or ".toml" or ".json"))
            yield return new("sample_prompts", PromptFile, "must be a .txt, .toml or .json file", "write one prompt a line into a .txt file");
        if (Samples.SamplerNames.Find(Sampler) is null)
            yield return new("sample_sampler", Sampler, "is not a sampler", $"use one of {string.Join(", ", Samples.SamplerNames.All)}");
    }
}
