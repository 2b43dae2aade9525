using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using MudBlazor;
using Senmitsu.Studio;
using Senmitsu.Studio.Gallery;
using Senmitsu.Studio.Jobs;
using Senmitsu.Web.Localization;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Pages;

/// <summary>All pictures, newest first or most like one first; only those in view are fetched. The filter stands in the address.</summary>
public sealed partial class GalleryPage : StudioComponent, IAsyncDisposable
{
    private const double LeastSide = 168, Gap = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly string[] Folders = ["txt2img-images", "img2img-images", "extras-images", "txt2img-grids", "img2img-grids"];

    private readonly LatestViewer<long> _changes;
    private readonly CancellationTokenSource _ending = new();
    private ElementReference _grid;
    private Virtualize<GalleryRow>? _list;
    private DotNetObjectReference<GalleryPage>? _self;
    private int _columns;
    private float _rowHeight;
    private int _total;
    private bool _isReady;
    private long? _open;
    private IReadOnlyList<long>? _order;

    /// <summary>Begins to watch the pictures.</summary>
    /// <param name="library">The pictures.</param>
    public GalleryPage(ImageLibrary library)
    {
        Library = library;
        _changes = library.Attach();
    }

    /// <summary>Only pictures of this folder.</summary>
    [SupplyParameterFromQuery(Name = "folder")]
    public string? Folder { get; set; }

    /// <summary>Only pictures of this rating.</summary>
    [SupplyParameterFromQuery(Name = "rating")]
    public string? RatingName { get; set; }

    /// <summary>Only pictures whose infotext holds these words.</summary>
    [SupplyParameterFromQuery(Name = "text")]
    public string? Text { get; set; }

    /// <summary>The picture that those most like it follow; without one, the newest comes first.</summary>
    [SupplyParameterFromQuery(Name = "like")]
    public long? Like { get; set; }

    /// <summary>The address.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <summary>What stands on the training page.</summary>
    [Inject]
    public required TrainingDraft Training { get; init; }

    /// <summary>Says what was done.</summary>
    [Inject]
    public required PageMessages Messages { get; init; }

    private ImageLibrary Library { get; }

    private GalleryFilter Filter => new() { Folder = string.IsNullOrEmpty(Folder) ? null : Folder, Rating = Enum.TryParse<Rating>(RatingName, out var rating) ? rating : null, Text = string.IsNullOrWhiteSpace(Text) ? null : Text, IsTrash = RatingName == "Trash" };

    private string Pixels => string.Create(CultureInfo.InvariantCulture, $"{_rowHeight:F1}px");

    private IEnumerable<(string, string)> FolderOptions => Folders.Select(name => (name, name)).Prepend(("", T(Phrases.All)));

    private IEnumerable<(string, string)> RatingOptions =>
    [
        ("", T(Phrases.All)), (nameof(Rating.Star), "★ " + T(Phrases.Star)), (nameof(Rating.Keep), "✓ " + T(Phrases.Keep)), (nameof(Rating.Reject), "✕ " + T(Phrases.Reject)),
        (nameof(Rating.None), T(Phrases.Unrated)), ("Trash", T(Phrases.Trash)),
    ];

    /// <summary>Called by the browser when the width of the page has changed.</summary>
    [JSInvokable]
    public async Task OnWidthAsync(double width)
    {
        var columns = Math.Max(2, (int)((width + Gap) / (LeastSide + Gap)));
        var height = (float)((width + Gap) / columns);
        if (columns == _columns && Math.Abs(height - _rowHeight) < 1) return;
        (_columns, _rowHeight) = (columns, height);
        if (_list is not null) await _list.RefreshDataAsync();
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _changes.Dispose();
        await _ending.CancelAsync();
        _ending.Dispose();
        try
        {
            if (_self is not null) await Browser.InvokeVoidAsync("senmitsu.widths.detach", _grid);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }

        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        await OrderAsync();
        if (_list is not null) await _list.RefreshDataAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        await Browser.InvokeVoidAsync("senmitsu.widths.attach", _grid, _self);
        await WatchAsync();
    }

    private async Task WatchAsync()
    {
        await foreach (var _ in _changes)
        {
            if (_ending.IsCancellationRequested) return;
            await OrderAsync();
            if (_list is not null) await _list.RefreshDataAsync();
            StateHasChanged();
            await Task.Delay(Pause);
        }
    }

    private ValueTask<ItemsProviderResult<GalleryRow>> RowsAsync(ItemsProviderRequest request)
    {
        var (skip, count) = (request.StartIndex * _columns, Math.Max(1, request.Count * _columns));
        var page = _order is { } order ? new Senmitsu.Studio.Gallery.GalleryPage(order.Count, [.. order.Skip(skip).Take(count).Select(Library.Find).OfType<GalleryImage>().Select(image => image.Item)]) : Library.Page(Filter, skip, count);
        if (page.Total != _total || !_isReady)
        {
            (_total, _isReady) = (page.Total, true);
            _ = InvokeAsync(StateHasChanged);
        }

        return ValueTask.FromResult(new ItemsProviderResult<GalleryRow>(page.Items.Chunk(_columns).Select(items => new GalleryRow(items)), (page.Total + _columns - 1) / _columns));
    }

    /// <summary>Pictures are looked at once each, beside the pages; the first time takes a while.</summary>
    private async Task OrderAsync()
    {
        if (Like is not { } like)
        {
            _order = null;
            return;
        }

        var filter = Filter;
        var order = await Task.Run(async () =>
        {
            await Library.PrepareSimilarAsync(filter, _ending.Token);
            return Library.Similar(like, filter);
        });
        if (Like == like && Filter == filter) _order = order; // else something else is wanted by now
    }

    private void Sort(long? like)
    {
        _open = null;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("like", like), replace: true);
    }

    private async Task TrainAsync()
    {
        if (await Training.AddAsync(Library.Ids(Filter).Select(Library.Find).OfType<GalleryImage>()) is { } count) Messages.Add(T(Phrases.AddedToTraining, Training.Form.Name, count), Severity.Success);
    }

    private async Task EmptyTrashAsync()
    {
        if (!await Browser.InvokeAsync<bool>("confirm", T(Phrases.EmptyTrashQuestion, _total))) return;
        try
        {
            Library.EmptyTrash();
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }

    private string Name(GalleryItem item) => T(Phrases.GalleryPicture, item.Id, item.Width, item.Height, item.Created.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    private void Go(string? folder = null, string? rating = null, string? text = null) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["folder"] = Empty(folder ?? Folder), ["rating"] = Empty(rating ?? RatingName), ["text"] = Empty(text ?? Text),
    }), replace: true);

    private static string? Empty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
