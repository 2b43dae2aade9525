using Microsoft.AspNetCore.Components;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A1111's field "Script" with its X/Y/Z plot: folded while it is off.</summary>
public sealed partial class PlotFields : StudioComponent
{
    /// <summary>A1111's name of it.</summary>
    private const string Name = "X/Y/Z plot";

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

    private IEnumerable<(string, string)> Scripts => [("", T(Phrases.None)), (Name, T(Phrases.Plot))];

    private Task Change(PlotDraft plot) => PlotChanged.InvokeAsync(plot);
}
