using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using Senmitsu.Formats.Infotext;
using Senmitsu.Formats.Png;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Pages;

/// <summary>PNG Info: how a picture was made.</summary>
public sealed partial class PngInfoPage : StudioComponent
{
    private string? _upload;
    private string _name = "";
    private string _text = "";
    private Infotext? _infotext;

    /// <summary>Where the picture is kept.</summary>
    [Inject]
    public required UploadedPictures Uploads { get; init; }

    /// <summary>Fields of the other pages.</summary>
    [Inject]
    public required Drafts Drafts { get; init; }

    /// <summary>Reads settings.</summary>
    [Inject]
    public required Generations Generations { get; init; }

    /// <summary>Goes to other pages.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>Says what went wrong.</summary>
    [Inject]
    public required PageMessages Messages { get; init; }

    private void Take((string Name, byte[] Content) picture)
    {
        (_upload, _infotext) = (null, null);
        try
        {
            _upload = Uploads.Add(picture.Content);
            _name = picture.Name;
            using var stream = new MemoryStream(picture.Content, writable: false);
            _text = InfotextFiles.Read(stream) ?? "";
            _infotext = _text.Length > 0 ? InfotextParser.Parse(_text) : null;
        }
        catch (Exception e) when (e is ImageFileException or PngException)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }

    private async Task SendToTextToImageAsync()
    {
        await Drafts.LoadAsync();
        if (await Generations.ReadAsync(_name, _infotext!) is not { } settings) return;
        await Drafts.ChangeAsync(Drafts.TextToImage.With(settings));
        Navigation.NavigateTo("/");
    }

    private async Task SendToImageToImageAsync()
    {
        await Drafts.LoadAsync();
        if (await Generations.ReadAsync(_name, _infotext!) is not { } settings) return;
        await Drafts.ChangeAsync(Drafts.ImageToImage with { Common = Drafts.ImageToImage.Common.With(settings with { DenoisingStrength = Drafts.ImageToImage.Settings.DenoisingStrength }), Upload = _upload, PictureId = null });
        Navigation.NavigateTo("/img2img");
    }

    private Task CopyAsync() => Browser.InvokeVoidAsync("senmitsu.copy", _text).AsTask();
}
