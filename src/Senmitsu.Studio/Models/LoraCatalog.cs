using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Studio.Models;

/// <summary>Finds LoRA files by the names prompts use: the file's name, or <c>ss_output_name</c> in its metadata.</summary>
/// <param name="folders">Searched in this order, with all their sub-folders.</param>
public sealed class LoraCatalog(IReadOnlyList<string> folders)
{
    private const int HashDigits = 12;

    /// <summary>The file of a name, or <see langword="null"/>.</summary>
    public string? Find(string name)
    {
        var files = folders.Where(Directory.Exists).SelectMany(Files).ToList();
        return files.Find(file => Path.GetFileNameWithoutExtension(file) == name) ?? files.Find(file => Alias(file) == name);
    }

    /// <summary>First 12 hex digits of the hash of a LoRA's weights, as infotext names it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="token">Stops the hashing.</param>
    public static string Hash(string path, CancellationToken token)
    {
        using var file = SafetensorsFile.Open(path);
        var hash = file.Metadata.TryGetValue(SshsHashes.ModelHashKey, out var stated) && stated.Length >= HashDigits ? stated : ModelFileHashes.Sha256OfTensors(path, token);
        return hash[..HashDigits];
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.safetensors", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Order(StringComparer.Ordinal);

    private static string? Alias(string path)
    {
        try
        {
            using var file = SafetensorsFile.Open(path);
            return file.Metadata.GetValueOrDefault("ss_output_name");
        }
        catch (SafetensorsException)
        {
            return null; // a damaged file has no alias; loading it by its name reports the damage
        }
    }
}
