using Microsoft.AspNetCore.Components;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Gallery;
using Senmitsu.Studio.Jobs;
using Senmitsu.Web.Components.Controls;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Pages;

/// <summary>txt2img: prompt → pictures, in A1111's layout.</summary>
public sealed partial class TextToImagePage : StudioComponent, IAsyncDisposable
{
    private Job? _job;
    private bool _isReady, _isGone;
    private IReadOnlyList<string> _styles = [];
    private IAsyncDisposable? _keys;

    /// <summary>What stands in the fields.</summary>
    [Inject]
    public required Drafts Drafts { get; init; }

    /// <summary>The checkpoint in use.</summary>
    [Inject]
    public required CurrentModel Model { get; init; }

    /// <summary>Starts jobs and finds them again.</summary>
    [Inject]
    public required Generations Generations { get; init; }

    /// <summary>Ctrl+Enter and its like.</summary>
    [Inject]
    public required Shortcuts Shortcuts { get; init; }

    private Draft Draft => Drafts.TextToImage;

    private long? LastSeed => Generations.LastSeed(_job);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Model.Changed -= OnModelChanged;
        Drafts.Changed -= OnDraftsChanged;
        _isGone = true;
        if (_keys is not null) await _keys.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Model.Changed += OnModelChanged;
        Drafts.Changed += OnDraftsChanged;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        await Drafts.LoadAsync();
        _job = Generations.Find(Draft.JobId, isImageToImage: false);
        _styles = Generations.StyleNames();
        _isReady = true;
        _keys = await Shortcuts.AttachAsync(key => InvokeAsync(() => OnShortcutAsync(key)));
        if (_isGone) await _keys.DisposeAsync(); // left while it was loading
        StateHasChanged();
    }

    private Task ChangeAsync(GenerationSettings settings) => Drafts.ChangeAsync(Draft with { Settings = settings });

    private async Task GenerateAsync()
    {
        if (Generations.Start(Draft.ToSettings(), Draft.Styles, Draft.Script, T(Phrases.NoCheckpointYet)) is not { } job) return;
        _job = job;
        await Drafts.ChangeAsync(Draft with { JobId = job.Id });
    }

    private async Task OnShortcutAsync(Shortcut key)
    {
        if (key == Shortcut.Generate) await GenerateAsync();
        else Generations.Ask(_job, key == Shortcut.Skip ? JobRequest.Skip : JobRequest.Interrupt);
        StateHasChanged();
    }

    private async Task TakePictureAsync((string Name, byte[] Content) picture)
    {
        if (await Generations.ReadAsync(picture.Name, picture.Content, T(Phrases.NoInfotext)) is { } settings) await Drafts.ChangeAsync(Draft.With(settings));
    }

    private void SaveStyle(string name)
    {
        Generations.SaveStyle(name, Draft.Settings);
        _styles = Generations.StyleNames();
    }

    private void OnDraftsChanged() => _ = InvokeAsync(StateHasChanged);

    private void OnModelChanged() => _ = InvokeAsync(async () =>
    {
        if (!_isReady) return;
        await Drafts.FitAsync();
        StateHasChanged();
    });
}
