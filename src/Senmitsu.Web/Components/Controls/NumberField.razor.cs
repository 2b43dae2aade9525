using System.Globalization;
using System.Numerics;
using Microsoft.AspNetCore.Components;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A number with a label, and a slider below it where the range is short. What lies outside the range is brought to its end, as in A1111.</summary>
/// <typeparam name="TValue">int, long or double.</typeparam>
public sealed partial class NumberField<TValue> : StudioComponent
    where TValue : struct, INumber<TValue>
{
    private readonly string _id = $"number-{Guid.NewGuid():N}";
    private string _text = "";

    /// <summary>Its name.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The number.</summary>
    [Parameter]
    public TValue Value { get; set; }

    /// <summary>Told the number that was typed or pulled to.</summary>
    [Parameter]
    public EventCallback<TValue> ValueChanged { get; set; }

    /// <summary>Smallest number.</summary>
    [Parameter, EditorRequired]
    public TValue Min { get; set; }

    /// <summary>Largest number.</summary>
    [Parameter, EditorRequired]
    public TValue Max { get; set; }

    /// <summary>Distance between numbers. Default 1.</summary>
    [Parameter]
    public TValue Step { get; set; } = TValue.One;

    /// <summary>Whether it has a slider. Default true.</summary>
    [Parameter]
    public bool HasSlider { get; set; } = true;

    /// <summary>Whether it cannot be changed now.</summary>
    [Parameter]
    public bool IsDisabled { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _text = Text(Value);

    private static string Text(TValue value) => value.ToString(null, CultureInfo.InvariantCulture);

    private async Task ChangeAsync(string? text)
    {
        if (!TValue.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var typed)) return;
        var value = TValue.Clamp(typed, Min, Max);
        _text = Text(value);
        await ValueChanged.InvokeAsync(value);
        _text = Text(Value); // it may have been corrected to what it was, of which no parameter tells
    }
}
