using Microsoft.AspNetCore.Components;
using Senmitsu.Generation.Settings;
using Senmitsu.Web.Localization;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>What the second pass of a hires fix does otherwise than the first: checkpoint, sampler, prompts. Folded while it is all the same.</summary>
public sealed partial class HiresPassFields : StudioComponent
{
    private bool _isOpen;

    /// <summary>The second pass.</summary>
    [Parameter, EditorRequired]
    public required HiresSettings Hires { get; set; }

    /// <summary>Told every change of it.</summary>
    [Parameter]
    public EventCallback<HiresSettings> HiresChanged { get; set; }

    /// <summary>The checkpoints there are.</summary>
    [Inject]
    public required CurrentModel Model { get; init; }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _isOpen |= Hires is not { Checkpoint: null, Sampler: null, ScheduleType: null, Prompt: null, NegativePrompt: null, TokenMerging: 0 };

    private IEnumerable<(string, string)> OrSame(Phrase same, IEnumerable<(string, string)> others) => others.Prepend(("", T(same)));

    private static string? OrNull(string value) => value.Length > 0 ? value : null;

    private Task Change(HiresSettings hires) => HiresChanged.InvokeAsync(hires);
}
