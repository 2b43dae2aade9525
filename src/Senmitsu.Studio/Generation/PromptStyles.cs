using Senmitsu.Formats.Styles;
using Senmitsu.Generation.Settings;

namespace Senmitsu.Studio.Generation;

/// <summary>Applies chosen styles to settings, in the order chosen.</summary>
internal static class PromptStyles
{
    /// <summary>The settings with the styles in their prompts.</summary>
    /// <param name="settings">Settings without styles.</param>
    /// <param name="names">Names of styles.</param>
    /// <param name="file">A <c>styles.csv</c>.</param>
    /// <exception cref="UserErrorException">The file is missing or no list of styles, or it has no style of a name.</exception>
    public static GenerationSettings Apply(GenerationSettings settings, IReadOnlyList<string> names, string file)
    {
        if (names.Count == 0) return settings;
        if (!File.Exists(file)) throw new UserErrorException($"--styles: {file} does not exist. Give the file with --styles-file, for example AUTOMATIC1111's styles.csv.");
        var styles = Read(file);
        foreach (var name in names)
        {
            var style = styles.FirstOrDefault(style => style.Name == name)
                ?? throw new UserErrorException($"--styles '{name}' is not in {file}. It has: {string.Join(", ", styles.Select(known => known.Name))}.");
            settings = settings with
            {
                Prompt = PromptStyle.Merge(style.Prompt, settings.Prompt),
                NegativePrompt = PromptStyle.Merge(style.NegativePrompt, settings.NegativePrompt),
                Hires = settings.Hires is { } hires ? hires with { Prompt = MergeOwn(style.Prompt, hires.Prompt), NegativePrompt = MergeOwn(style.NegativePrompt, hires.NegativePrompt) } : null,
            };
        }

        return settings;
    }

    /// <summary>A second pass without a prompt of its own takes the first one's, which has the style.</summary>
    private static string? MergeOwn(string style, string? prompt) => string.IsNullOrEmpty(prompt) ? prompt : PromptStyle.Merge(style, prompt);

    private static IReadOnlyList<PromptStyle> Read(string file)
    {
        try
        {
            return StyleFile.Read(file);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(e.Message, e);
        }
    }
}
