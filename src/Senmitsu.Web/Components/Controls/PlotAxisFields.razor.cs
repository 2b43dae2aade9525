using Microsoft.AspNetCore.Components;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Generation.Grids;
using Senmitsu.Studio.Models;
using Senmitsu.Web.Localization;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>One axis of the X/Y/Z plot: what varies, and its values, which are typed or, where there is a list of them, chosen.</summary>
public sealed partial class PlotAxisFields : StudioComponent
{
    private static readonly string[] OnlyTextToImage = ["Hires upscaler", "Token merging ratio high-res"], OnlyImageToImage = ["Cond. Image Mask Weight"];

    /// <summary>X, Y or Z.</summary>
    [Parameter, EditorRequired]
    public required string Letter { get; set; }

    /// <summary>What stands in the fields.</summary>
    [Parameter, EditorRequired]
    public required PlotAxisDraft Axis { get; set; }

    /// <summary>Told every change.</summary>
    [Parameter]
    public EventCallback<PlotAxisDraft> AxisChanged { get; set; }

    /// <summary>Whether it is for img2img.</summary>
    [Parameter]
    public bool IsImageToImage { get; set; }

    /// <summary>Names of the styles there are.</summary>
    [Parameter]
    public IReadOnlyList<string> Styles { get; set; } = [];

    /// <summary>The models that are there.</summary>
    [Inject]
    public required ModelShelf Shelf { get; init; }

    private IEnumerable<(string, string)> Types => GridAxisKinds.All
        .Where(kind => !(IsImageToImage ? OnlyTextToImage : OnlyImageToImage).Contains(kind.Name))
        .Select(kind => (kind.Name, T(GridAxisPhrases.Of(kind)))).Prepend(("", T(Phrases.AxisNothing)));

    private string? Example => Axis.Type switch
    {
        "" => null,
        "Seed" => "-1, -1, 42",
        "Size" => "512x512, 512x768",
        "Clip skip" => "1, 2",
        "Steps" => "10, 20 / 10-30 (+5)",
        "CFG Scale" => "5, 7.5 / 4-12 [5]",
        _ => GridAxisKinds.Find(Axis.Type)?.Values == GridValueKind.Number ? "0.4, 0.6 / 0-1 [5]" : "a, b, \"c, d\"",
    };

    private IReadOnlyList<string> Choices => Axis.Type switch
    {
        "Sampler" => [.. SamplerCatalog.All.Select(sampler => sampler.Name)],
        "Schedule type" => [.. SpacingCatalog.All.Select(spacing => spacing.Label)],
        "Checkpoint name" => Files(ModelKind.Checkpoint),
        "Refiner checkpoint" => ["None", .. Files(ModelKind.Checkpoint)],
        "VAE" => ["Automatic", "None", .. Files(ModelKind.Vae)],
        "LoRA" => ["None", .. Files(ModelKind.Lora)],
        "Hires upscaler" => [.. HiresUpscalerNames.All, .. Files(ModelKind.Upscaler)],
        "Styles" => Styles,
        _ => [],
    };

    // Double quotes around a value with a comma or a quote in it.
    private static string Quoted(string value) => value.AsSpan().ContainsAny(',', '"') ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private IReadOnlyList<string> Files(ModelKind kind) => [.. Shelf.Of(kind).Where(entry => File.Exists(entry.Path)).Select(entry => Path.GetFileNameWithoutExtension(entry.Path)).Distinct()];

    private Task Change(PlotAxisDraft axis) => AxisChanged.InvokeAsync(axis);

    private Task Add(string value) => value.Length == 0 ? Task.CompletedTask : Change(Axis with { Values = Axis.Values.Length == 0 ? Quoted(value) : $"{Axis.Values}, {Quoted(value)}" });

    private Task Fill() => Change(Axis with { Values = string.Join(", ", Choices.Select(Quoted)) });
}
