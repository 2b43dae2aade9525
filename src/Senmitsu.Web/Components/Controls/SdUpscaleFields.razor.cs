using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Generation.Scripts;
using Senmitsu.Studio.Models;

namespace Senmitsu.Web.Components.Controls;

/// <summary>The fields of A1111's script "SD upscale".</summary>
public sealed partial class SdUpscaleFields : StudioComponent
{
    /// <summary>What stands in them.</summary>
    [Parameter, EditorRequired]
    public required SdUpscale Upscale { get; set; }

    /// <summary>Told every change.</summary>
    [Parameter]
    public EventCallback<SdUpscale> UpscaleChanged { get; set; }

    /// <summary>The models that are there.</summary>
    [Inject]
    public required ModelShelf Shelf { get; init; }

    private IEnumerable<(string, string)> Upscalers =>
        new[] { "Lanczos", "Nearest" }.Concat(Shelf.Of(ModelKind.Upscaler).Select(entry => Path.GetFileNameWithoutExtension(entry.Path))).Distinct().Select(name => (name, name)).Prepend((SdUpscale.NoUpscaler, T(Phrases.None)));

    private Task Change(SdUpscale upscale) => UpscaleChanged.InvokeAsync(upscale);
}
