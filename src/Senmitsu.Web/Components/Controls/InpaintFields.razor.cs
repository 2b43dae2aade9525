using Microsoft.AspNetCore.Components;
using Senmitsu.Generation.Settings;
using Senmitsu.Web.Localization;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A1111's fields of inpainting, in its order.</summary>
public sealed partial class InpaintFields : StudioComponent
{
    /// <summary>What stands in the fields.</summary>
    [Parameter, EditorRequired]
    public required InpaintSettings Inpaint { get; set; }

    /// <summary>Told every change.</summary>
    [Parameter]
    public EventCallback<InpaintSettings> InpaintChanged { get; set; }

    private IEnumerable<(string, string)> Modes => [(Text(false), T(Phrases.InpaintMasked)), (Text(true), T(Phrases.InpaintNotMasked))];

    private IEnumerable<(string, string)> Areas => [(Text(false), T(Phrases.WholePicture)), (Text(true), T(Phrases.OnlyMasked))];

    private IEnumerable<(string, string)> Contents =>
    [
        Named(MaskedContent.Fill, Phrases.ContentFill), Named(MaskedContent.Original, Phrases.ContentOriginal),
        Named(MaskedContent.LatentNoise, Phrases.ContentLatentNoise), Named(MaskedContent.LatentNothing, Phrases.ContentLatentNothing),
    ];

    private static string Text(bool value) => value ? "true" : "false";

    private (string, string) Named(MaskedContent content, Phrase phrase) => (MaskedContentNames.NameOf(content), T(phrase));

    private Task Change(InpaintSettings inpaint) => InpaintChanged.InvokeAsync(inpaint);

    private Task Change(SoftInpaintSettings soft) => Change(Inpaint with { Soft = soft });
}
