using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;
using Senmitsu.Studio.Generation.Scripts;

namespace Senmitsu.Web.Components.Controls;

/// <summary>The fields of A1111's script "Prompts from file or textbox".</summary>
public sealed partial class PromptsFromFileFields : StudioComponent
{
    private const long MostBytes = 4L * PromptsFromFile.MostLetters;

    /// <summary>Lines as one may write them; the same in every language.</summary>
    private const string Example = "a cat\n--prompt \"a dog, at night\" --negative_prompt \"blurry\" --steps 30 --seed 7";

    /// <summary>What stands in them.</summary>
    [Parameter, EditorRequired]
    public required PromptsFromFile Lines { get; set; }

    /// <summary>Told every change.</summary>
    [Parameter]
    public EventCallback<PromptsFromFile> LinesChanged { get; set; }

    /// <summary>Says what went wrong.</summary>
    [Inject]
    public required ISnackbar Messages { get; init; }

    private IEnumerable<(string, string)> Positions => [(nameof(PromptPosition.Start), T(Phrases.AtStart)), (nameof(PromptPosition.End), T(Phrases.AtEnd))];

    private Task Change(PromptsFromFile lines) => LinesChanged.InvokeAsync(lines);

    private async Task LoadAsync(InputFileChangeEventArgs change)
    {
        try
        {
            using var reader = new StreamReader(change.File.OpenReadStream(MostBytes), Encoding.UTF8);
            var text = await reader.ReadToEndAsync();
            if (text.Length > PromptsFromFile.MostLetters) Messages.Add(T(Phrases.TooManyLetters, change.File.Name, text.Length, PromptsFromFile.MostLetters), Severity.Error);
            else await Change(Lines with { Text = text.ReplaceLineEndings("\n").TrimEnd() });
        }
        catch (IOException e)
        {
            Messages.Add(e.Message, Severity.Error);
        }
    }
}
