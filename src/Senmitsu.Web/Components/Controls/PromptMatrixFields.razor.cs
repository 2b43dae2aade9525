using Microsoft.AspNetCore.Components;
using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Web.Components.Controls;

/// <summary>The fields of A1111's script "Prompt matrix".</summary>
public sealed partial class PromptMatrixFields : StudioComponent
{
    /// <summary>What stands in them.</summary>
    [Parameter, EditorRequired]
    public required PromptMatrix Matrix { get; set; }

    /// <summary>Told every change.</summary>
    [Parameter]
    public EventCallback<PromptMatrix> MatrixChanged { get; set; }

    private IEnumerable<(string, string)> PromptTypes => [(nameof(PromptType.Positive), T(Phrases.Positive)), (nameof(PromptType.Negative), T(Phrases.Negative))];

    private IEnumerable<(string, string)> Delimiters => [(nameof(VariationsDelimiter.Comma), T(Phrases.Comma)), (nameof(VariationsDelimiter.Space), T(Phrases.Space))];

    private Task Change(PromptMatrix matrix) => MatrixChanged.InvokeAsync(matrix);
}
