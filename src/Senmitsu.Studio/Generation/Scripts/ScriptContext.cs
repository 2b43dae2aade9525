using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>What a script plans pictures of.</summary>
/// <param name="Request">The job; its styles are not applied yet.</param>
internal sealed record ScriptContext(GenerateRequest Request)
{
    /// <summary>The job's settings, without its styles.</summary>
    public GenerationSettings Settings => Request.Settings;

    /// <summary>A picture with the job's styles and models.</summary>
    /// <param name="settings">Its settings, without styles.</param>
    public GridCell Cell(GenerationSettings settings) => new(PromptStyles.Apply(settings, Request.Styles, Request.StylesFile ?? ""), Request.ModelPath, Request.VaePath);
}
