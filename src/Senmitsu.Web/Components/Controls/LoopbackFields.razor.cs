using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Web.Components.Controls;

/// <summary>The fields of A1111's script "Loopback".</summary>
public sealed partial class LoopbackFields : StudioComponent
{
    /// <summary>What stands in them.</summary>
    [Parameter, EditorRequired]
    public required Loopback Loopback { get; set; }

    /// <summary>Told every change.</summary>
    [Parameter]
    public EventCallback<Loopback> LoopbackChanged { get; set; }

    private IEnumerable<(string, string)> Curves =>
        [(nameof(DenoisingCurve.Aggressive), T(Phrases.CurveAggressive)), (nameof(DenoisingCurve.Linear), T(Phrases.CurveLinear)), (nameof(DenoisingCurve.Lazy), T(Phrases.CurveLazy))];

    private Task Change(Loopback loopback) => LoopbackChanged.InvokeAsync(loopback);
}
