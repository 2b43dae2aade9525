using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Senmitsu.Formats.Styles;
using Senmitsu.Studio;
using Senmitsu.Studio.Models;

namespace Senmitsu.Web.Files;

/// <summary>What prompts may name: LoRAs, embeddings, styles.</summary>
internal static class SuggestionEndpoint
{
    /// <summary>Adds the address.</summary>
    public static void MapSuggestions(this IEndpointRouteBuilder routes) => routes.MapGet("/suggestions", (ModelShelf shelf, StudioFolders folders) => TypedResults.Json(List(shelf, folders)));

    private static List<Suggestion> List(ModelShelf shelf, StudioFolders folders) =>
    [
        .. shelf.Of(ModelKind.Lora).Select(entry => Path.GetFileName(entry.Name)).Distinct().Select(name => new Suggestion("lora", name, $"<lora:{name}:1>")),
        .. shelf.Of(ModelKind.Embedding).Select(entry => Path.GetFileName(entry.Name)).Distinct().Select(name => new Suggestion("embedding", name, name)),
        .. Styles(folders.Styles).Where(style => style.Prompt.Length > 0).Select(style => new Suggestion("style", style.Name, style.Prompt)),
    ];

    private static IReadOnlyList<PromptStyle> Styles(string path)
    {
        try
        {
            return File.Exists(path) ? StyleFile.Read(path) : [];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return []; // the page's field of styles says what is wrong
        }
    }
}
