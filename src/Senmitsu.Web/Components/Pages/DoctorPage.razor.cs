using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Diagnostics;

namespace Senmitsu.Web.Components.Pages;

/// <summary>What runs on this machine, and how fast.</summary>
public sealed partial class DoctorPage : StudioComponent
{
    private SystemReport? _report;
    private bool _isLooking = true;

    /// <summary>Looks at the machine.</summary>
    [Inject]
    public required InspectSystem InspectSystem { get; init; }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LookAsync();

    /// <summary>On a thread of its own: the speed test computes for two seconds, and pages go on meanwhile.</summary>
    private async Task LookAsync()
    {
        _isLooking = true;
        _report = await Task.Factory.StartNew(InspectSystem.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _isLooking = false;
    }
}
