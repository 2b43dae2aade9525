using Microsoft.AspNetCore.Components;
using MudBlazor;
using Senmitsu.Studio;
using Senmitsu.Studio.Models;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>The checkpoint in use, on top of every page. One for all tabs and browsers, as in A1111.</summary>
public sealed partial class CheckpointChoice : StudioComponent, IDisposable
{
    /// <summary>The checkpoint in use.</summary>
    [Inject]
    public required CurrentModel Model { get; init; }

    /// <summary>The models that are there.</summary>
    [Inject]
    public required ModelShelf Shelf { get; init; }

    /// <summary>Says what went wrong.</summary>
    [Inject]
    public required PageMessages Messages { get; init; }

    private IEnumerable<(string, string)> Options => Model.Choices.DefaultIfEmpty(("", T(Phrases.NoCheckpoint)));

    /// <inheritdoc/>
    public void Dispose() => Model.Changed -= OnChanged;

    /// <inheritdoc/>
    protected override void OnInitialized() => Model.Changed += OnChanged;

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);

    private void Choose(string name)
    {
        try
        {
            Model.Choose(name);
        }
        catch (UserErrorException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }

    private Task RefreshAsync() => Task.Run(Shelf.Refresh);
}
