namespace Senmitsu.Training.Optimizers;

/// <summary>A stored optimizer state does not fit the optimizer.</summary>
/// <param name="problems">Everything that does not fit.</param>
public sealed class OptimizerStateException(IReadOnlyList<string> problems)
    : Exception($"the optimizer state does not fit this run: {string.Join("; ", problems)}. Resume with the optimizer, network size and trained parts that the state was saved with.")
{
    /// <summary>Everything that does not fit.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
