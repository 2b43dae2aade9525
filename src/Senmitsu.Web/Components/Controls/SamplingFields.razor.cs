using Microsoft.AspNetCore.Components;
using Senmitsu.Diffusion.Samplers;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Web.Components.Controls;

/// <summary>The fields that txt2img and img2img share, in A1111's order.</summary>
public sealed partial class SamplingFields : StudioComponent
{
    private static readonly (string, string)[] Samplers = [.. SamplerCatalog.All.Select(sampler => (sampler.Name, sampler.Name))];
    private static readonly (string, string)[] Spacings = [.. SpacingCatalog.All.Select(spacing => (spacing.Label, spacing.Label))];

    private bool _isExtraOpen;

    /// <summary>What stands in the fields.</summary>
    [Parameter, EditorRequired]
    public required GenerationSettings Settings { get; set; }

    /// <summary>Told every change.</summary>
    [Parameter]
    public EventCallback<GenerationSettings> SettingsChanged { get; set; }

    /// <summary>Seed of the last picture.</summary>
    [Parameter]
    public long? LastSeed { get; set; }

    /// <summary>Whether width and height are here. Default true.</summary>
    [Parameter]
    public bool ShowsSize { get; set; } = true;

    /// <summary>What stands below the steps.</summary>
    [Parameter]
    public RenderFragment? AfterSteps { get; set; }

    /// <summary>What stands below the CFG scale.</summary>
    [Parameter]
    public RenderFragment? AfterCfg { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _isExtraOpen |= Settings.Noise is { VariationStrength: > 0 } or { SeedResizeFromWidth: > 0 } or { SeedResizeFromHeight: > 0 };

    private static int Multiple(int side) => side / GenerationSettings.SizeStep * GenerationSettings.SizeStep;

    private Task Change(GenerationSettings settings) => SettingsChanged.InvokeAsync(settings);

    /// <summary>The extras act only while they are shown, as in A1111.</summary>
    private async Task ToggleExtra(bool isOpen)
    {
        _isExtraOpen = isOpen;
        var noise = isOpen ? Settings.Noise with { VariationSeed = -1 } : Settings.Noise with { VariationSeed = 0, VariationStrength = 0, SeedResizeFromWidth = 0, SeedResizeFromHeight = 0 };
        await Change(Settings with { Noise = noise });
    }
}
