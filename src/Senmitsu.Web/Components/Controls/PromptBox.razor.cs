using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Generation;
using Senmitsu.Web.State;

namespace Senmitsu.Web.Components.Controls;

/// <summary>A prompt: text with a counter of tokens, words to complete, and A1111's keys for weights.</summary>
public sealed partial class PromptBox : StudioComponent, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly string _id = $"prompt-{Guid.NewGuid():N}";
    private readonly CancellationTokenSource _leaving = new();
    private ElementReference _box;
    private string _text = "";
    private (int Count, int Places)? _count;
    private string? _counted;
    private bool _isCounting;

    /// <summary>Its name.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What is shown while it is empty.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>Lines at first.</summary>
    [Parameter]
    public int Rows { get; set; } = 3;

    /// <summary>The text.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>Told every change at once.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Counts tokens.</summary>
    [Inject]
    public required CountTokens CountTokens { get; init; }

    /// <summary>Models and settings in use.</summary>
    [Inject]
    public required CurrentModel Model { get; init; }

    /// <summary>The browser.</summary>
    [Inject]
    public required IJSRuntime Browser { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => _text = Value;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await Browser.InvokeVoidAsync("senmitsu.prompts.attach", _box, T(Phrases.Suggestions));
        if (_counted != Value && !_isCounting) await CountAsync();
    }

    private Task ChangeAsync(string? value)
    {
        _text = value ?? ""; // now, since the parameter comes a moment later: drawn in between, the older text would take the place of what was typed
        return ValueChanged.InvokeAsync(_text);
    }

    private async Task CountAsync()
    {
        _isCounting = true;
        try
        {
            if (_counted is not null) await Task.Delay(Pause, _leaving.Token);
            _counted = Value;
            _count = CountTokens.Run(Value, new PromptSettings(), Model.Path, Model.ModelsFolder);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        finally
        {
            _isCounting = false;
        }

        StateHasChanged();
    }
}
