using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Models;

namespace Senmitsu.Web.State;

/// <summary>What stands in the fields of a generation page.</summary>
public sealed record Draft
{
    /// <summary>Instead of a number of layers: as the Settings page says.</summary>
    public const int ClipSkipOfSettings = 0;

    /// <summary>Everything that decides the picture; also what no field shows but a picture brought along. Without hires fix.</summary>
    public GenerationSettings Settings { get; init; } = new() { Seed = -1, ClipSkip = ClipSkipOfSettings };

    /// <summary>Whether there is a second, larger pass.</summary>
    public bool UsesHires { get; init; }

    /// <summary>The second pass, also while it is off.</summary>
    public HiresSettings Hires { get; init; } = new();

    /// <summary>Names of the styles chosen.</summary>
    public IReadOnlyList<string> Styles { get; init; } = [];

    /// <summary>The script chosen, and the fields of all scripts.</summary>
    public ScriptDraft Script { get; init; } = new();

    /// <summary>The job that the page shows; <see langword="null"/> before the first.</summary>
    public long? JobId { get; init; }

    /// <summary>The side of the checkpoint that width and height were last made to fit.</summary>
    public int ModelSide { get; init; } = NativeSize.Usual;

    /// <summary>The fields for another checkpoint: a size that was only the checkpoint's own becomes the new one's.</summary>
    /// <param name="side">Its side.</param>
    public Draft Fit(int side)
    {
        var isOwn = Settings.Width == ModelSide && Settings.Height == ModelSide;
        return this with { ModelSide = side, Settings = isOwn ? Settings with { Width = side, Height = side } : Settings };
    }

    /// <summary>The settings a job is started with.</summary>
    public GenerationSettings ToSettings() => Settings with { Hires = UsesHires ? Hires : null };

    /// <summary>The fields with the settings of a picture.</summary>
    public Draft With(GenerationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return this with { Settings = settings with { Hires = null }, UsesHires = settings.Hires is not null, Hires = settings.Hires ?? Hires, Styles = [] };
    }
}
