using System.Globalization;
using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Models;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Pages;

/// <summary>The models that are there: LoRAs as cards, everything else as lists; and a way to get more.</summary>
public sealed partial class ModelsPage : StudioComponent, IDisposable
{
    private static readonly (ModelKind Kind, Phrase Name)[] OtherKinds = [(ModelKind.Checkpoint, Phrases.Checkpoints), (ModelKind.Vae, Phrases.Vaes), (ModelKind.Embedding, Phrases.Embeddings), (ModelKind.Upscaler, Phrases.Upscalers)];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private string _search = "";
    private string _hubName = "";
    private bool _isDrawingSoon;

    /// <summary>The models that are there.</summary>
    [Inject]
    public required ModelShelf Shelf { get; init; }

    /// <summary>Models on their way here.</summary>
    [Inject]
    public required ModelDownloads Downloads { get; init; }

    /// <summary>Fields of the other pages.</summary>
    [Inject]
    public required Drafts Drafts { get; init; }

    /// <summary>Goes to other pages.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private List<ModelEntry> Loras => Of(ModelKind.Lora);

    /// <inheritdoc/>
    public void Dispose()
    {
        Shelf.Changed -= OnChanged;
        Downloads.Changed -= OnChanged;
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Shelf.Changed += OnChanged;
        Downloads.Changed += OnChanged;
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N0} MB");

    private List<ModelEntry> Of(ModelKind kind) => [.. Shelf.Of(kind).Where(entry => entry.Name.Contains(_search, StringComparison.OrdinalIgnoreCase))];

    /// <summary>A download tells every block; the page is drawn five times a second at most.</summary>
    private void OnChanged() => _ = InvokeAsync(async () =>
    {
        if (_isDrawingSoon) return;
        _isDrawingSoon = true;
        await Task.Delay(Pause);
        _isDrawingSoon = false;
        StateHasChanged();
    });

    private async Task UseAsync(string words)
    {
        await Drafts.LoadAsync();
        var settings = Drafts.TextToImage.Settings;
        if (!settings.Prompt.Contains(words, StringComparison.Ordinal)) await Drafts.ChangeAsync(Drafts.TextToImage with { Settings = settings with { Prompt = settings.Prompt.Length == 0 ? words : $"{settings.Prompt.TrimEnd(' ', ',')}, {words}" } });
        Navigation.NavigateTo("/");
    }

    private void Pull()
    {
        if (_hubName.Length > 0) Downloads.Start(_hubName);
    }
}
