using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Senmitsu.Studio.Datasets;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A picture with a square over it that is put around a face.</summary>
public sealed partial class CropEditor : StudioComponent
{
    private ElementReference _board;

    /// <summary>What the picture is called.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Where the whole picture is. Another one needs another editor.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }

    /// <summary>Whether the picture was cropped before.</summary>
    [Parameter]
    public bool IsCropped { get; set; }

    /// <summary>Told the square, or <see langword="null"/> for the whole picture.</summary>
    [Parameter]
    public EventCallback<CropSquare?> OnCrop { get; set; }

    /// <summary>Told that nothing is to happen.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await Browser.InvokeVoidAsync("senmitsu.crops.attach", _board);
    }

    private async Task ApplyAsync()
    {
        if (await Browser.InvokeAsync<CropSquare?>("senmitsu.crops.read", _board) is { } square) await OnCrop.InvokeAsync(square);
    }
}
