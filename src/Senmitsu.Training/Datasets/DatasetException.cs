namespace Senmitsu.Training.Datasets;

/// <summary>A training folder cannot be used.</summary>
/// <param name="problems">Everything that was found, at least one.</param>
public sealed class DatasetException(IReadOnlyList<DatasetProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(p => p.Message)))
{
    /// <summary>Everything that was found.</summary>
    public IReadOnlyList<DatasetProblem> Problems { get; } = problems;
}
