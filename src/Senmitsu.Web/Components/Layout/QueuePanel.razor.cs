using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Jobs;

namespace Senmitsu.Web.Components.Layout;

/// <summary>What computes and what waits for it, on every page: so nothing that runs is out of reach.</summary>
public sealed partial class QueuePanel : StudioComponent, IDisposable
{
    private LatestViewer<QueueStatus>? _viewer;

    /// <summary>The queue.</summary>
    [Inject]
    public required JobQueue Jobs { get; init; }

    /// <inheritdoc/>
    public void Dispose() => _viewer?.Dispose();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) _ = InvokeAsync(() => WatchAsync(_viewer = Jobs.Attach()));
    }

    private async Task WatchAsync(LatestViewer<QueueStatus> viewer)
    {
        await foreach (var _ in viewer) StateHasChanged();
    }
}
