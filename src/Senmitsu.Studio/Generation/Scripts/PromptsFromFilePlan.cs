using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>The pictures of <see cref="PromptsFromFile"/>, in the order of the lines.</summary>
/// <param name="MakesCombined">Whether all are shown together.</param>
/// <param name="Cells">One for each line.</param>
internal sealed record PromptsFromFilePlan(bool MakesCombined, IReadOnlyList<GridCell> Cells) : ScriptPlan(Cells)
{
    /// <inheritdoc/>
    public override bool DrawsGrid => MakesCombined;
}
