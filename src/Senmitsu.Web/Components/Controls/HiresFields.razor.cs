using Microsoft.AspNetCore.Components;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Models;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A1111's "Hires. fix": folded while it is off.</summary>
public sealed partial class HiresFields : StudioComponent
{
    /// <summary>Whether there is a second pass.</summary>
    [Parameter]
    public bool IsOn { get; set; }

    /// <summary>Told whether there is.</summary>
    [Parameter]
    public EventCallback<bool> IsOnChanged { get; set; }

    /// <summary>Its settings.</summary>
    [Parameter, EditorRequired]
    public required HiresSettings Hires { get; set; }

    /// <summary>Told every change of them.</summary>
    [Parameter]
    public EventCallback<HiresSettings> HiresChanged { get; set; }

    /// <summary>Pixels across of the first pass.</summary>
    [Parameter]
    public int Width { get; set; }

    /// <summary>Pixels down of the first pass.</summary>
    [Parameter]
    public int Height { get; set; }

    /// <summary>The models that are there.</summary>
    [Inject]
    public required ModelShelf Shelf { get; init; }

    private IEnumerable<(string, string)> Upscalers => HiresUpscalerNames.All.Concat(Shelf.Of(ModelKind.Upscaler).Select(entry => Path.GetFileNameWithoutExtension(entry.Path))).Distinct().Select(name => (name, name));

    private string Name => Hires.Upscaler == HiresUpscaler.Model ? Hires.UpscalerModel ?? "" : HiresUpscalerNames.NameOf(Hires.Upscaler);

    private (int Width, int Height) Target => HiresSize.Create(Width, Height, Hires) is var size ? (size.Width - size.CutColumns * GenerationSettings.SizeStep, size.Height - size.CutRows * GenerationSettings.SizeStep) : default;

    private Task Change(HiresSettings hires) => HiresChanged.InvokeAsync(hires);
}
