using Microsoft.AspNetCore.Components;
using MudBlazor;
using Senmitsu.Studio;
using Senmitsu.Studio.Models;
using Senmitsu.Studio.Settings;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Pages;

/// <summary>What holds for everything that is made. A change acts at once and is kept.</summary>
public sealed partial class SettingsPage : StudioComponent, IDisposable
{
    private static readonly (string, string)[] Precisions = [("Auto", "auto"), ("Float32", "fp32"), ("BFloat16", "bf16"), ("Float16", "fp16")];
    private static readonly (string, string)[] Devices = [("auto", "auto"), ("cpu", "cpu"), ("cuda", "cuda")];

    /// <summary>The settings.</summary>
    [Inject]
    public required StudioSettingsFile File { get; init; }

    /// <summary>The models that are there.</summary>
    [Inject]
    public required ModelShelf Shelf { get; init; }

    /// <summary>Where the studio keeps things.</summary>
    [Inject]
    public required StudioFolders Folders { get; init; }

    /// <summary>Says what went wrong.</summary>
    [Inject]
    public required PageMessages Messages { get; init; }

    private StudioSettings Current => File.Current;

    private IEnumerable<(string, string)> Vaes => [("Automatic", "Automatic"), ("None", "None"), .. Shelf.Of(ModelKind.Vae).Select(entry => Path.GetFileName(entry.Path)).Distinct().Select(name => (name, name))];

    /// <inheritdoc/>
    public void Dispose() => File.Changed -= OnChanged;

    /// <inheritdoc/>
    protected override void OnInitialized() => File.Changed += OnChanged;

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);

    private void Change(Func<StudioSettings, StudioSettings> change)
    {
        try
        {
            File.Change(change);
        }
        catch (UserErrorException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }
}
