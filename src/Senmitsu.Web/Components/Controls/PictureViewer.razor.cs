using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
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

    /// <inheritdoc/>
    protected override void OnParametersSet() => _image = Library.Find(Id);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await Browser.InvokeVoidAsync("senmitsu.dialogs.open", _dialog);
    }

    private Task CloseAsync() => Browser.InvokeVoidAsync("senmitsu.dialogs.close", _dialog).AsTask();

    private Task OnKeyAsync(KeyboardEventArgs key) => key.Key switch
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

    private async Task StepAsync(int direction)
    {
        var ids = Ids().ToList();
        var at = ids.IndexOf(Id) + direction;
        if (at >= 0 && at < ids.Count) await IdChanged.InvokeAsync(ids[at]);
    }

    /// <summary>Rates and goes on to the next; the same rating again takes it away and stays.</summary>
    private async Task RateAsync(Rating rating)
    {
        var ids = Ids().ToList();
        var next = ids.IndexOf(Id) + 1;
        if (_image?.Item.Rating == rating)
        {
            Library.Rate(Id, Rating.None);
            _image = Library.Find(Id);
            return;
        }

        Library.Rate(Id, rating);
        _image = Library.Find(Id);
        if (next > 0 && next < ids.Count) await IdChanged.InvokeAsync(ids[next]);
    }

    private async Task DeleteAsync()
    {
        var ids = Ids().ToList();
        var at = ids.IndexOf(Id);
        if (_image?.IsTrashed == true) Library.Restore(Id);
        else Library.Delete(Id);
        ids.RemoveAt(at);
        if (ids.Count == 0) await CloseAsync();
        else await IdChanged.InvokeAsync(ids[Math.Min(at, ids.Count - 1)]);
    }
}
