using Microsoft.AspNetCore.Components;
using Senmitsu.Generation.Settings;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A1111's "Refiner": another checkpoint ends what the first began. Folded while there is none.</summary>
public sealed partial class RefinerFields : StudioComponent
{
    private RefinerSettings? _last;

    /// <summary>Its settings; <see langword="null"/> while there is none.</summary>
    [Parameter]
    public RefinerSettings? Refiner { get; set; }

    /// <summary>Told every change of them.</summary>
    [Parameter]
    public EventCallback<RefinerSettings?> RefinerChanged { get; set; }

    /// <summary>The checkpoint that begins, and what else there is.</summary>
    [Inject]
    public required CurrentModel Model { get; init; }

    /// <summary>One that differs from the checkpoint in use, if there is one.</summary>
    private string Usual => Model.Choices.Select(choice => choice.Name).OrderBy(name => name == Model.Entry?.Name).FirstOrDefault("");

    private Task TurnAsync(bool isOn)
    {
        _last = Refiner ?? _last;
        return RefinerChanged.InvokeAsync(isOn ? _last ?? new RefinerSettings { Checkpoint = Usual } : null);
    }
}
