using Senmitsu.Generation;

namespace Senmitsu.Studio.Models;

/// <summary>Finds embeddings (textual inversions): every file's name, without its ending, is a word of prompts.</summary>
/// <param name="folders">Searched in this order, with all their sub-folders.</param>
public sealed class InversionCatalog(IReadOnlyList<string> folders)
{
    private static readonly string[] Endings = [".safetensors", ".bin", ".pt"];

    /// <summary>All files that are not empty, those of earlier folders first.</summary>
    public IReadOnlyList<InversionFile> Files => [.. folders.Where(Directory.Exists).SelectMany(Find)];

    private static IEnumerable<InversionFile> Find(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(file => file.Length > 0 && Endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .Select(file => new InversionFile(Path.GetFileNameWithoutExtension(file.Name), file.FullName));
}
