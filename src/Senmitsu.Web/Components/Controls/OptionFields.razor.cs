using Microsoft.AspNetCore.Components;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics;

namespace Senmitsu.Web.Components.Controls;

/// <summary>What A1111 keeps among its settings, folded; and, always in sight, all that differs from its default without a field of its own.</summary>
public sealed partial class OptionFields : StudioComponent
{
    private static readonly (string, string)[] Emphases = [.. Enum.GetValues<EmphasisMode>().Select(mode => (mode.Name(), mode.Name()))];
    private static readonly (string, string)[] Sources = [.. Enum.GetValues<RandomSource>().Select(source => (source.ToString(), source.ToString().ToUpperInvariant()))];

    /// <summary>The settings.</summary>
    [Parameter, EditorRequired]
    public required GenerationSettings Settings { get; set; }

    /// <summary>Told every change.</summary>
    [Parameter]
    public EventCallback<GenerationSettings> SettingsChanged { get; set; }

    /// <summary>Whether a picture is started from, which more options are about. Default false.</summary>
    [Parameter]
    public bool IsImageToImage { get; set; }

    private Task Change(GenerationSettings settings) => SettingsChanged.InvokeAsync(settings);
}
