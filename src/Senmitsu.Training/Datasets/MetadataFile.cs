using System.Text.Json;

namespace Senmitsu.Training.Datasets;

/// <summary>
/// A file that names pictures and their captions (sd-scripts' <c>in_json</c> and <c>metadata_file</c>):
/// <c>{"a.png": {"caption": "a cat", "tags": "cat, sitting"}}</c>, or one <c>{"image_path": "a.png", "caption": …}</c> a line in a <c>.jsonl</c> file.
/// </summary>
internal static class MetadataFile
{
    private const string LinesExtension = ".jsonl", CaptionName = "caption", TagsName = "tags", PathName = "image_path";

    /// <summary>The pictures of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Key of each picture, its caption and its tags; null where there are none.</returns>
    /// <exception cref="DatasetException">The file cannot be read or is no such file.</exception>
    public static IReadOnlyList<(string Picture, string? Caption, string? Tags)> Read(string path)
    {
        try
        {
            if (!Path.GetExtension(path).Equals(LinesExtension, StringComparison.OrdinalIgnoreCase))
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(path));
                return [.. document.RootElement.EnumerateObject().Select(entry => (entry.Name, Text(entry.Value, CaptionName), Text(entry.Value, TagsName)))];
            }

            return [.. File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)).Select(Line)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new DatasetException([new(DatasetProblemKind.MetadataUnreadable, path, $"{path}: the metadata cannot be read ({e.Message}); it must be a JSON object of pictures with caption and tags, or a .jsonl file of such lines")]);
        }
    }

    private static (string Picture, string? Caption, string? Tags) Line(string line)
    {
        using var document = JsonDocument.Parse(line);
        var picture = Text(document.RootElement, PathName) ?? throw new JsonException($"a line has no {PathName}: {line}");
        return (picture, Text(document.RootElement, CaptionName), Text(document.RootElement, TagsName));
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;
}
