using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Generation.Scripts;
using Senmitsu.Web.Localization;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A1111's field "Script", and the fields of the script chosen.</summary>
public sealed partial class ScriptFields : StudioComponent
{
    /// <summary>What stands in the fields.</summary>
    [Parameter, EditorRequired]
    public required ScriptDraft Draft { get; set; }

    /// <summary>Told every change.</summary>
    [Parameter]
    public EventCallback<ScriptDraft> DraftChanged { get; set; }

    /// <summary>Whether it is for img2img.</summary>
    [Parameter]
    public bool IsImageToImage { get; set; }

    /// <summary>Names of the styles there are.</summary>
    [Parameter]
    public IReadOnlyList<string> Styles { get; set; } = [];

    private IEnumerable<(string, string)> Scripts =>
    [
        ("", T(Phrases.None)),
        .. ScriptCatalog.All.Where(script => IsImageToImage || !script.IsOnlyImageToImage).Select(script => (script.Title, T(ScriptPhrases.Of(script)))),
        (PlotDraft.Title, T(Phrases.Plot)),
    ];

    private Task Change(ScriptDraft draft) => DraftChanged.InvokeAsync(draft);
}
