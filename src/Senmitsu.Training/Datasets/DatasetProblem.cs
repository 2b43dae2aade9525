namespace Senmitsu.Training.Datasets;

/// <summary>One thing that is wrong or remarkable about a training folder.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">The file or folder it is about.</param>
/// <param name="Message">What was found, where, and what to do, for people.</param>
public sealed record DatasetProblem(DatasetProblemKind Kind, string Path, string Message)
{
    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
