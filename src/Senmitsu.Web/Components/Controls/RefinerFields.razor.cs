using Microsoft.AspNetCore.Components;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Models;
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

    /// <summary>The checkpoint that begins.</summary>
    [Inject]
    public required CurrentModel Model { get; init; }

    /// <summary>The models that are there.</summary>
    [Inject]
    public required ModelShelf Shelf { get; init; }

    private IEnumerable<(string, string)> Checkpoints => Shelf.Of(ModelKind.Checkpoint).Select(entry => (entry.Name, CurrentModel.Title(entry)));

    /// <summary>One that differs from the checkpoint in use, if there is one.</summary>
    private string Usual => Shelf.Of(ModelKind.Checkpoint).OrderBy(entry => entry.Path == Model.Path).FirstOrDefault()?.Name ?? "";

    private Task TurnAsync(bool isOn)
    {
        _last = Refiner ?? _last;
        return RefinerChanged.InvokeAsync(isOn ? _last ?? new RefinerSettings { Checkpoint = Usual } : null);
    }
}
