using Microsoft.AspNetCore.Components;
using MudBlazor;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Gallery;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Jobs;
using Senmitsu.Web.Components.Controls;
using Senmitsu.Web.State;
using ResizeMode = Senmitsu.Generation.Settings.ResizeMode;

namespace Senmitsu.Web.Components.Pages;

/// <summary>img2img: picture and prompt → pictures.</summary>
public sealed partial class ImageToImagePage : StudioComponent, IAsyncDisposable
{
    private static readonly (string, string)[] ResizeModes = [.. Enum.GetValues<ResizeMode>().Select(ResizeModeNames.NameOf).Select(name => (name, name))];

    private Job? _job;
    private bool _isReady, _isGone;
    private IReadOnlyList<string> _styles = [];
    private IAsyncDisposable? _keys;
    private MaskEditor? _mask;

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

    /// <summary>Pictures that came through a page.</summary>
    [Inject]
    public required UploadedPictures Uploads { get; init; }

    /// <summary>Pictures of ours.</summary>
    [Inject]
    public required ImageLibrary Gallery { get; init; }

    /// <summary>Says what went wrong.</summary>
    [Inject]
    public required PageMessages Messages { get; init; }

    private ImageDraft Draft => Drafts.ImageToImage;

    private long? LastSeed => Generations.LastSeed(_job);

    private string? SourceAddress => Draft.PictureId is { } id ? $"/images/{id}" : Uploads.Find(Draft.Upload) is not null ? $"/uploads/{Draft.Upload}" : null;

    private string? SourcePath => Draft.PictureId is { } id ? Gallery.Find(id)?.Path : Uploads.Find(Draft.Upload);

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
        _job = Generations.Find(Draft.Common.JobId, isImageToImage: true);
        _styles = Generations.StyleNames();
        _isReady = true;
        _keys = await Shortcuts.AttachAsync(key => InvokeAsync(() => OnShortcutAsync(key)));
        if (_isGone) await _keys.DisposeAsync(); // left while it was loading
        StateHasChanged();
    }

    private Task ChangeAsync(ImageDraft draft) => Drafts.ChangeAsync(draft);

    private Task ChangeAsync(GenerationSettings settings) => ChangeAsync(Draft with { Common = Draft.Common with { Settings = settings } });

    private async Task GenerateAsync()
    {
        if (SourcePath is not { } source)
        {
            Messages.Add(T(Phrases.NoSourcePicture), Severity.Error);
            return;
        }

        var draft = Draft;
        var mask = await MaskPathAsync(draft);
        if (mask is null && draft.Tab != SourceTab.ImageToImage)
        {
            Messages.Add(T(draft.Tab == SourceTab.Inpaint ? Phrases.NoMask : Phrases.NoMaskUpload), Severity.Error);
            return;
        }

        var job = Generations.Start(draft.Settings, draft.Common.Styles, draft.Common.Script, T(Phrases.NoCheckpointYet), request => request with { InputImagePath = source, MaskPath = mask, ResizeBy = draft.ResizesBy ? draft.Factor : null });
        if (job is null) return;
        _job = job;
        await ChangeAsync(draft with { Common = draft.Common with { JobId = job.Id } });
    }

    private async Task OnShortcutAsync(Shortcut key)
    {
        if (key == Shortcut.Generate) await GenerateAsync();
        else Generations.Ask(_job, key == Shortcut.Skip ? JobRequest.Skip : JobRequest.Interrupt);
        StateHasChanged();
    }

    /// <summary>The file that says what is repainted; <see langword="null"/> for none.</summary>
    private async Task<string?> MaskPathAsync(ImageDraft draft) => Uploads.Find(draft.Tab switch
    {
        SourceTab.Inpaint => _mask is null ? null : await _mask.UploadAsync(),
        SourceTab.InpaintUpload => draft.MaskUpload,
        _ => null,
    });

    private async Task TakeSettingsAsync((string Name, byte[] Content) picture)
    {
        if (await Generations.ReadAsync(picture.Name, picture.Content, T(Phrases.NoInfotext)) is { } settings) await ChangeAsync(Draft with { Common = Draft.Common.With(settings) });
    }

    private Task TakePictureAsync((string Name, byte[] Content) picture) => TakeAsync(picture.Content, upload => Draft with { Upload = upload, PictureId = null });

    private Task TakeMaskAsync((string Name, byte[] Content) picture) => TakeAsync(picture.Content, upload => Draft with { MaskUpload = upload });

    private async Task TakeAsync(byte[] content, Func<string, ImageDraft> place)
    {
        try
        {
            await ChangeAsync(place(Uploads.Add(content)));
        }
        catch (ImageFileException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
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
