using Senmitsu.Generation.Settings;
namespace Senmitsu.Training.Settings.Kohya;

/// <summary>What was understood of arguments or files written for sd-scripts.</summary>
/// <param name="Settings">The settings; to be used only if there are no problems.</param>
/// <param name="Problems">Everything wrong, in one list: unreadable, unknown, unsupported and invalid values.</param>
/// <param name="Notes">What was accepted but has no effect or another one than in sd-scripts.</param>
public sealed record KohyaImport(TrainingSettings Settings, IReadOnlyList<SettingProblem> Problems, IReadOnlyList<string> Notes)
{
    /// <summary>Only print the plan (<c>--dry-run</c>).</summary>
    public bool DryRun { get; init; }

    /// <summary>Only write the settings into this file (<c>--output_config --config_file FILE</c>).</summary>
    public string? OutputConfig { get; init; }

    /// <summary>Answer in JSON (<c>--json</c>).</summary>
    public bool Json { get; init; }

    /// <summary>The settings, if nothing that was given is wrong; what is only missing may be given later.</summary>
    /// <exception cref="InvalidSettingsException">Something is.</exception>
    public TrainingSettings GivenOrThrow() => Problems.Where(problem => problem.Value.Length > 0 || KohyaArguments.Find(problem.Path) is null).ToList() is { Count: > 0 } wrong ? throw new InvalidSettingsException(wrong) : Settings;

    /// <summary>The settings, if there are no problems.</summary>
    /// <exception cref="InvalidSettingsException">There are some.</exception>
    public TrainingSettings SettingsOrThrow() => Problems.Count == 0 ? Settings : throw new InvalidSettingsException(Problems);
}
