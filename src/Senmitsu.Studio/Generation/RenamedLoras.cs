using System.Text.RegularExpressions;
using Senmitsu.Formats.Infotext;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Models;

namespace Senmitsu.Studio.Generation;

/// <summary>LoRAs of a picture whose files are called otherwise here: infotext holds the hashes of their weights, by which they are found.</summary>
internal static partial class RenamedLoras
{
    /// <summary>The settings with prompts that call each LoRA by its name here. One that is not here keeps its name.</summary>
    /// <param name="settings">The settings of a picture.</param>
    /// <param name="infotext">Its infotext.</param>
    /// <param name="catalog">The LoRAs that are here.</param>
    /// <param name="token">Stops the hashing.</param>
    public static GenerationSettings Rename(GenerationSettings settings, Infotext infotext, LoraCatalog catalog, CancellationToken token)
    {
        if (!infotext.TryGet("Lora hashes", out var text)) return settings;
        // "ai_model_v1: 1a2b3c4d5e6f, style: 6f5e4d3c2b1a"
        var hashes = text.Split(',').Select(pair => pair.Split(':')).Where(pair => pair.Length == 2).ToLookup(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return settings.WithPrompts(prompt => Tag().Replace(prompt, tag => $"{tag.Groups["before"].Value}{NameHere(tag.Groups["name"].Value)}"));

        string NameHere(string name) => names.TryGetValue(name, out var known) ? known : names[name] = Look(name);

        string Look(string name)
        {
            if (string.IsNullOrWhiteSpace(name) || hashes[name.Trim()].FirstOrDefault() is not { } hash) return name;
            var isSame = catalog.Find(name.Trim()) is { } path && LoraCatalog.HasHash(path, hash, token);
            return isSame ? name : catalog.NameOf(hash, token) ?? name;
        }
    }

    [GeneratedRegex("(?<before><(?:lora|lyco):)(?<name>[^:>]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
