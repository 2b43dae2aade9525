using Microsoft.AspNetCore.Components;

namespace Senmitsu.Web.Components.Controls;

/// <summary>One of several, with a label.</summary>
public sealed partial class ChoiceField : StudioComponent
{
    private readonly string _id = $"choice-{Guid.NewGuid():N}";

    /// <summary>Its name.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What can be chosen: the value, and the words for it.</summary>
    [Parameter, EditorRequired]
    public required IEnumerable<(string Value, string Text)> Options { get; set; }

    /// <summary>What is chosen.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Told what is chosen.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Whether it cannot be changed now.</summary>
    [Parameter]
    public bool IsDisabled { get; set; }
}
