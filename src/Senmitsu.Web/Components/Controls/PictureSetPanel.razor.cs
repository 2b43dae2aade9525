using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using MudBlazor;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Web.Hosting.Safety;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>The pictures a LoRA is trained on, with their captions.</summary>
public sealed partial class PictureSetPanel : StudioComponent
{
    private const int MostAtOnce = 500;

    private readonly string _id = $"pictures-{Guid.NewGuid():N}";
    private ElementReference _zone;
    private string _words = "";
    private SetPicture? _cropped;

    /// <summary>The set; <see langword="null"/> while its name cannot be one.</summary>
    [Parameter]
    public PictureSet? Set { get; set; }

    /// <summary>Name of the set to which pictures are added.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>Caption of pictures that are added.</summary>
    [Parameter]
    public string UsualCaption { get; set; } = "";

    /// <summary>Told that the set has changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>Keeps the sets.</summary>
    [Inject]
    public required PictureSets Sets { get; init; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>Says what went wrong.</summary>
    [Inject]
    public required PageMessages Messages { get; init; }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await Browser.InvokeVoidAsync("senmitsu.drops.attach", _zone, _id);
    }

    private async Task AddAsync(InputFileChangeEventArgs change)
    {
        if (change.FileCount > MostAtOnce)
        {
            Messages.Add(T(Phrases.TooManyFiles, change.FileCount, MostAtOnce), Severity.Error);
            return;
        }

        foreach (var file in change.GetMultipleFiles(MostAtOnce))
        {
            try
            {
                await using var stream = file.OpenReadStream(RequestGuard.MaxRequestBytes);
                var content = new byte[file.Size];
                await stream.ReadExactlyAsync(content);
                Sets.Add(Name, file.Name, content, UsualCaption);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ImageFileException or UserErrorException)
            {
                Messages.Add($"{file.Name}: {e.Message}", Severity.Error);
            }
        }

        await OnChanged.InvokeAsync();
    }

    private Task Caption(SetPicture picture, string caption) => ChangeAsync(() => PictureSets.Caption(picture, caption.ReplaceLineEndings(" ").Trim()));

    private Task ChangeAllAsync(Func<string, string, string> change) => ChangeAsync(() =>
    {
        var pictures = Set?.Pictures ?? [];
        foreach (var picture in pictures.Where(picture => picture.CaptionProblem is null)) PictureSets.Caption(picture, change(picture.Caption, _words));
        if (pictures.FirstOrDefault(picture => picture.CaptionProblem is not null) is { } unread) throw new UserErrorException(unread.CaptionProblem!);
    });

    private static string Address(PictureSet set, SetPicture picture) =>
        string.Create(CultureInfo.InvariantCulture, $"/datasets/{Uri.EscapeDataString(set.Name)}/{Uri.EscapeDataString(picture.Name)}?v={picture.Version}");

    private Task CropAsync(SetPicture picture, CropSquare? square)
    {
        _cropped = null;
        return ChangeAsync(() =>
        {
            if (square is null) PictureSets.Uncrop(picture);
            else Sets.Crop(Name, picture, square);
        });
    }

    private Task Remove(SetPicture picture)
    {
        _cropped = null;
        return ChangeAsync(() => PictureSets.Remove(picture));
    }

    /// <summary>Files may be open elsewhere, or their disk full: that is said, and what is there is shown.</summary>
    private async Task ChangeAsync(Action change)
    {
        try
        {
            change();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ImageFileException or UserErrorException)
        {
            Messages.Add(e.Message, Severity.Error);
        }

        await OnChanged.InvokeAsync();
    }
}
