using Microsoft.AspNetCore.Components;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>The fields of A1111's script "X/Y/Z plot".</summary>
public sealed partial class PlotFields : StudioComponent
{
    /// <summary>What stands in the fields.</summary>
    [Parameter, EditorRequired]
    public required PlotDraft Plot { get; set; }

    /// <summary>Told every change.</summary>
    [Parameter]
    public EventCallback<PlotDraft> PlotChanged { get; set; }

    /// <summary>Whether it is for img2img.</summary>
    [Parameter]
    public bool IsImageToImage { get; set; }

    /// <summary>Names of the styles there are.</summary>
    [Parameter]
    public IReadOnlyList<string> Styles { get; set; } = [];

    private Task Change(PlotDraft plot) => PlotChanged.InvokeAsync(plot);
}
