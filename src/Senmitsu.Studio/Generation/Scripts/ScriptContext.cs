using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Generation.Scripts;

/// <summary>What a script plans pictures of.</summary>
/// <param name="Request">The job; its styles are not applied yet.</param>
/// <param name="Folders">Where the studio keeps things.</param>
/// <param name="Note">Told what the user should know.</param>
internal sealed record ScriptContext(GenerateRequest Request, StudioFolders Folders, Action<string> Note)
{
    /// <summary>The job's settings, without its styles.</summary>
    public GenerationSettings Settings => Request.Settings;

    /// <summary>Finds checkpoints and VAEs.</summary>
    public CheckpointCatalog Checkpoints => new(Request, Folders);

    /// <summary>A picture with the job's models.</summary>
    /// <param name="settings">Its settings, without styles.</param>
    /// <param name="styles">Names of styles; <see langword="null"/> for those of the job.</param>
    public GridCell Cell(GenerationSettings settings, IReadOnlyList<string>? styles = null) => new(PromptStyles.Apply(settings, styles ?? Request.Styles, Request.StylesFile ?? Folders.Styles), Request.ModelPath, Request.VaePath);
}
