namespace Senmitsu.Training.Datasets;

/// <summary>A training folder cannot be used.</summary>
/// <param name="problems">Everything that was found, at least one.</param>
/// <param name="advice">What else can be done about all of it; null for nothing.</param>
public sealed class DatasetException(IReadOnlyList<DatasetProblem> problems, string? advice = null)
    : Exception(string.Join(Environment.NewLine, [.. problems.Select(problem => problem.Message), .. advice is null ? Array.Empty<string>() : [advice]]))
{
    /// <summary>Everything that was found.</summary>
    public IReadOnlyList<DatasetProblem> Problems { get; } = problems;
}
