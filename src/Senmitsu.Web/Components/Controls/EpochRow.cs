using Senmitsu.Studio.Jobs;

namespace Senmitsu.Web.Components.Controls;

/// <summary>What a training had made at one step: what is compared when a save is chosen.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="Samples">Sample pictures, in the order of their prompts; every row has the same prompts and seeds.</param>
/// <param name="Saves">LoRA files.</param>
public sealed record EpochRow(int Step, int Epoch, IReadOnlyList<JobResult> Samples, IReadOnlyList<JobResult> Saves)
{
    /// <summary>The rows of a training, the first step first.</summary>
    /// <param name="results">All that it has made.</param>
    public static IReadOnlyList<EpochRow> Of(IEnumerable<JobResult> results) =>
        [.. results.Where(result => result.Kind is JobResultKind.Sample or JobResultKind.Lora).GroupBy(result => result.Step ?? 0).OrderBy(group => group.Key).Select(group =>
            new EpochRow(group.Key, group.Max(result => result.Epoch ?? 0), [.. group.Where(result => result.Kind == JobResultKind.Sample)], [.. group.Where(result => result.Kind == JobResultKind.Lora)]))];
}
