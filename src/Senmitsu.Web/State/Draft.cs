using Senmitsu.Generation.Settings;

namespace Senmitsu.Web.State;

/// <summary>What stands in the fields of a generation page.</summary>
public sealed record Draft
{
    /// <summary>Everything that decides the picture; also what no field shows but a picture brought along. Without hires fix.</summary>
    public GenerationSettings Settings { get; init; } = new() { Seed = -1 };

    /// <summary>Whether there is a second, larger pass.</summary>
    public bool UsesHires { get; init; }

    /// <summary>The second pass, also while it is off.</summary>
    public HiresSettings Hires { get; init; } = new();

    /// <summary>Names of the styles chosen.</summary>
    public IReadOnlyList<string> Styles { get; init; } = [];

    /// <summary>The X/Y/Z plot, also while it is off.</summary>
    public PlotDraft Plot { get; init; } = new();

    /// <summary>The job that the page shows; <see langword="null"/> before the first.</summary>
    public long? JobId { get; init; }

    /// <summary>The settings a job is started with.</summary>
    public GenerationSettings ToSettings() => Settings with { Hires = UsesHires ? Hires : null };

    /// <summary>The fields with the settings of a picture.</summary>
    public Draft With(GenerationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return this with { Settings = settings with { Hires = null }, UsesHires = settings.Hires is not null, Hires = settings.Hires ?? Hires, Styles = [] };
    }
}
