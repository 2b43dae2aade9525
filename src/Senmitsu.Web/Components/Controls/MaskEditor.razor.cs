using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Generation;
using Senmitsu.Web.Hosting.Safety;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A picture over which a mask is painted. The browser keeps the strokes until the picture changes.</summary>
public sealed partial class MaskEditor : StudioComponent
{
    private ElementReference _picture;
    private ElementReference _canvas;
    private bool _erases;

    /// <summary>Where the picture is. Another one needs another editor.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }

    /// <summary>Width of the brush in pixels of the picture.</summary>
    [Parameter]
    public int BrushSize { get; set; }

    /// <summary>Told the width of the brush.</summary>
    [Parameter]
    public EventCallback<int> BrushSizeChanged { get; set; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>Where masks go.</summary>
    [Inject]
    public required UploadedPictures Uploads { get; init; }

    /// <summary>Takes the mask in: white where it was painted, black elsewhere.</summary>
    /// <returns>Its name among the uploaded pictures; <see langword="null"/> if nothing is painted.</returns>
    /// <exception cref="ImageFileException">What came is no picture.</exception>
    public async Task<string?> UploadAsync()
    {
        if (!await Browser.InvokeAsync<bool>("senmitsu.masks.isPainted", _canvas)) return null;
        await using var png = await Browser.InvokeAsync<IJSStreamReference>("senmitsu.masks.read", _canvas);
        if (png.Length > RequestGuard.MaxRequestBytes) return null; // not one of ours: those are black and white and of limited size
        await using var stream = await png.OpenReadStreamAsync(RequestGuard.MaxRequestBytes);
        var content = new byte[png.Length];
        await stream.ReadExactlyAsync(content);
        return Uploads.Add(content);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await Browser.InvokeVoidAsync("senmitsu.masks.attach", _canvas, _picture);
    }

    private Task UndoAsync() => Browser.InvokeVoidAsync("senmitsu.masks.undo", _canvas).AsTask();

    private Task ClearAsync() => Browser.InvokeVoidAsync("senmitsu.masks.clear", _canvas).AsTask();
}
