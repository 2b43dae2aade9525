using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Loras;
using Senmitsu.Studio.Models;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A LoRA in the list: its words, its training, and a button that puts it into the prompt.</summary>
public sealed partial class LoraCardView : StudioComponent
{
    private ModelEntry? _read;
    private LoraCard _card = new(null, null, [], new Dictionary<string, string>(), null);

    /// <summary>The file.</summary>
    [Parameter, EditorRequired]
    public required ModelEntry Entry { get; set; }

    /// <summary>Told the words for the prompt.</summary>
    [Parameter]
    public EventCallback<string> OnUse { get; set; }

    private string Name => Path.GetFileName(Entry.Name);

    private string Facts => string.Join(" · ", new[] { _card.BaseModel, Rank, _card.OutputName is { } alias && alias != Name ? alias : null }.OfType<string>());

    private string? Rank => _card.Settings.TryGetValue("network_dim", out var rank) ? $"rank {rank}{(_card.Settings.TryGetValue("network_alpha", out var alpha) ? $", alpha {alpha}" : "")}" : null;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_read == Entry) return;
        (_read, _card) = (Entry, ReadLoraCard.Run(Entry.Path));
    }
}
