namespace Senmitsu.Training.Settings;

/// <summary>Settings that cannot be used, with every problem found.</summary>
/// <param name="problems">At least one.</param>
public sealed class InvalidSettingsException(IReadOnlyList<SettingProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Every problem, in the order of the settings.</summary>
    public IReadOnlyList<SettingProblem> Problems { get; } = problems;
}
