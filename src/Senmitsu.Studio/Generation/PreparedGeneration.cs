using Senmitsu.Models.Clip;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation;

/// <summary>A generation whose files and settings are found and checked: only computing is left.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Plan">The pictures.</param>
/// <param name="Inputs">What they start from.</param>
/// <param name="Tokenizer">The models' tokenizer.</param>
internal sealed record PreparedGeneration(GenerateRequest Request, GridPlan Plan, IReadOnlyList<InputPicture> Inputs, ClipTokenizer Tokenizer)
{
    /// <summary>How many pictures it will make if all goes well.</summary>
    public int Pictures => Inputs.Count * Plan.Cells.Sum(cell => cell.Settings.BatchSize * cell.Settings.BatchCount);
}
