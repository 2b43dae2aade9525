using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Jobs.Kinds;
using Senmitsu.Training;

namespace Senmitsu.Web.State;

/// <summary>What is shown of a training before it starts.</summary>
/// <param name="Plan">What it will do.</param>
/// <param name="Report">What to mend before.</param>
/// <param name="Replaced">Files that are there already and would be replaced.</param>
/// <param name="Estimate">The trial that tells time and memory.</param>
public sealed record ShownPlan(TrainingPlan Plan, DatasetReport Report, IReadOnlyList<string> Replaced, EstimateJob Estimate);
