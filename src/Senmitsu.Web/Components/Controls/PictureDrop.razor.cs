using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using MudBlazor;
using Senmitsu.Web.Hosting.Safety;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A place onto which a picture can be dropped, with a button for choosing one.</summary>
public sealed partial class PictureDrop : StudioComponent
{
    private readonly string _id = $"picture-{Guid.NewGuid():N}";
    private ElementReference _zone;

    /// <summary>Words on the button.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What the place holds.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Told the file's name and content.</summary>
    [Parameter]
    public EventCallback<(string Name, byte[] Content)> OnPicture { get; set; }

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

    private async Task OnChangeAsync(InputFileChangeEventArgs change)
    {
        if (change.FileCount != 1)
        {
            if (change.FileCount > 1) Messages.Add(T(Phrases.OnePictureAtATime), Severity.Warning);
            return;
        }

        var file = change.File;
        if (file.Size > RequestGuard.MaxRequestBytes)
        {
            Messages.Add(T(Phrases.FileTooLarge, file.Name, RequestGuard.MaxRequestBytes >> 20), Severity.Error);
            return;
        }

        try
        {
            await using var stream = file.OpenReadStream(RequestGuard.MaxRequestBytes);
            var content = new byte[file.Size];
            await stream.ReadExactlyAsync(content);
            await OnPicture.InvokeAsync((file.Name, content));
        }
        catch (IOException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }
}
