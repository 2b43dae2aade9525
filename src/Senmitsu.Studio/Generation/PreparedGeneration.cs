using Senmitsu.Models.Clip;
using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Studio.Generation;

/// <summary>A generation whose files and settings are found and checked: only computing is left.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Plan">The pictures.</param>
/// <param name="Inputs">What they start from.</param>
/// <param name="Tokenizer">The models' tokenizer.</param>
internal sealed record PreparedGeneration(GenerateRequest Request, ScriptPlan Plan, IReadOnlyList<InputPicture> Inputs, ClipTokenizer Tokenizer)
{
    /// <summary>How many pictures it will compute if all goes well.</summary>
    public int Pictures => Inputs.Count * Plan.Pictures;

    /// <summary>How many pictures it will save if all goes well.</summary>
    public int Results => Inputs.Count * Plan.Results;
}
