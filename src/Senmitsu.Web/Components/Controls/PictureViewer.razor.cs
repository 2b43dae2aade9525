using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;
using Senmitsu.Studio;
using Senmitsu.Studio.Gallery;
using Senmitsu.Web.Localization;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A picture at full size, with keys for going through many: arrows, S star, K keep, X reject, T training, Del trash, Esc close.</summary>
public sealed partial class PictureViewer : StudioComponent
{
    private static readonly (Rating Rating, string Sign, Phrase Name, string Key)[] Ratings =
        [(Rating.Star, "★", Phrases.Star, "S"), (Rating.Keep, "✓", Phrases.Keep, "K"), (Rating.Reject, "✕", Phrases.Reject, "X")];

    private ElementReference _dialog;
    private GalleryImage? _image;
    private SendButtons? _send;
    private int _place;

    /// <summary>The picture's id.</summary>
    [Parameter]
    public long Id { get; set; }

    /// <summary>Told the id of the next one; <see langword="null"/> when the viewer was closed.</summary>
    [Parameter]
    public EventCallback<long?> IdChanged { get; set; }

    /// <summary>The ids of the list that is gone through.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyList<long>> Ids { get; set; }

    /// <summary>Told the id of a picture by whose likeness the list is to be sorted.</summary>
    [Parameter]
    public EventCallback<long> OnLike { get; set; }

    /// <summary>The pictures.</summary>
    [Inject]
    public required ImageLibrary Library { get; init; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>Says what went wrong.</summary>
    [Inject]
    public required ISnackbar Messages { get; init; }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _image = Library.Find(Id);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await Browser.InvokeVoidAsync("senmitsu.dialogs.open", _dialog);
    }

    private Task CloseAsync() => Browser.InvokeVoidAsync("senmitsu.dialogs.close", _dialog).AsTask();

    private Task OnKeyAsync(KeyboardEventArgs key) => key is { CtrlKey: true } or { MetaKey: true } or { AltKey: true } ? Task.CompletedTask : key.Key switch
    {
        "ArrowLeft" => StepAsync(-1),
        "ArrowRight" => StepAsync(1),
        "s" or "S" => RateAsync(Rating.Star),
        "k" or "K" => RateAsync(Rating.Keep),
        "x" or "X" => RateAsync(Rating.Reject),
        "t" or "T" => _send?.SendAsync(SendTarget.Training) ?? Task.CompletedTask,
        "Delete" => DeleteAsync(),
        _ => Task.CompletedTask,
    };

    /// <summary>The pictures in order without the one that is shown, and where it stands, or stood before it left them.</summary>
    private (List<long> Others, int Place) Around()
    {
        var others = Ids().ToList();
        var place = others.IndexOf(Id);
        if (place >= 0) others.RemoveAt(_place = place);
        return (others, Math.Min(_place, others.Count));
    }

    private async Task StepAsync(int direction)
    {
        var (others, place) = Around();
        var to = direction > 0 ? place : place - 1;
        if (to >= 0 && to < others.Count) await IdChanged.InvokeAsync(others[to]);
    }

    /// <summary>Rates and goes on to the next; the same rating again takes it away and stays.</summary>
    private async Task RateAsync(Rating rating)
    {
        var (others, next) = Around();
        var isSame = _image?.Item.Rating == rating;
        Library.Rate(Id, isSame ? Rating.None : rating);
        _image = Library.Find(Id);
        if (!isSame && next < others.Count) await IdChanged.InvokeAsync(others[next]);
    }

    private async Task DeleteAsync()
    {
        var (others, place) = Around();
        try
        {
            if (_image?.IsTrashed == true) Library.Restore(Id);
            else Library.Delete(Id);
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException)
        {
            Messages.Add(e.Message, Severity.Error);
            return;
        }

        if (others.Count == 0) await CloseAsync();
        else await IdChanged.InvokeAsync(others[Math.Min(place, others.Count - 1)]);
    }
}
