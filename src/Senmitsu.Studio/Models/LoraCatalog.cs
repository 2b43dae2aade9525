using System.Collections.Concurrent;
using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Studio.Models;

/// <summary>
/// Finds LoRA files by the names prompts use: the path below a LoRA folder, the file's name, <c>ss_output_name</c> in its metadata, or the beginning of its hash.
/// </summary>
/// <param name="folders">Searched in this order, with all their sub-folders.</param>
public sealed class LoraCatalog(IReadOnlyList<string> folders)
{
    private const int HashDigits = 12, LeastHashDigits = 8;

    /// <summary>Hashes of files as they were, for as long as the program runs: every picture names those of its LoRAs.</summary>
    private static readonly ConcurrentDictionary<(string Path, long Size, DateTime Written), string> Known = new();

    /// <summary>The file of a name, or <see langword="null"/>.</summary>
    public string? Find(string name) => Match(name, CancellationToken.None).Path;

    /// <summary>
    /// Looks a name up. What the user can see wins over what is inside files: path, file name, alias, hash. Where several files have the name, the first is
    /// taken and the note says so, since AUTOMATIC1111 takes one without a word.
    /// </summary>
    /// <param name="name">As it stands in the prompt; case counts.</param>
    /// <param name="token">Stops the hashing.</param>
    public LoraMatch Match(string name, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var files = folders.Where(Directory.Exists).SelectMany(folder => Files(folder).Select(path => (Folder: folder, Path: path))).DistinctBy(file => Path.GetFullPath(file.Path)).ToList();
        var byPath = files.Find(file => Path.ChangeExtension(Path.GetRelativePath(file.Folder, file.Path), null).Replace('\\', '/') == name && name.Contains('/', StringComparison.Ordinal));
        if (byPath.Path is not null) return new LoraMatch(byPath.Path, null);

        var found = files.FindAll(file => Path.GetFileNameWithoutExtension(file.Path) == name);
        var alias = found.Count > 0 ? [] : files.FindAll(file => Stated(file.Path, "ss_output_name") == name);
        if (alias.Count > 0) found = alias;
        if (found.Count == 0 && IsHash(name)) found = files.FindAll(file => HasHash(file.Path, name, token));
        if (found.Count == 0) return new LoraMatch(null, $"Lora not found: {name}");
        var note = found.Count == 1 ? null : $"Lora {name} stands for {found.Count} files ({string.Join(", ", found.Select(file => file.Path))}); the first is used, write {Path.ChangeExtension(Path.GetRelativePath(found[0].Folder, found[0].Path), null).Replace('\\', '/')} or the file's hash to choose";
        return new LoraMatch(found[0].Path, note);
    }

    /// <summary>Where LoRAs are looked for, in order.</summary>
    /// <param name="folders">The data folder.</param>
    /// <param name="modelsFolder">An A1111 or ComfyUI folder, or <see langword="null"/>.</param>
    /// <param name="first">A folder that comes before all, or <see langword="null"/>.</param>
    public static IReadOnlyList<string> Folders(StudioFolders folders, string? modelsFolder, string? first = null)
    {
        var places = new ModelFolders(folders, modelsFolder);
        return [.. new[] { first, places.Own(ModelKind.Lora) }.Concat(places.Of(ModelKind.Lora)).OfType<string>().Distinct()];
    }

    /// <summary>The name by which a prompt calls the file of these weights; <see langword="null"/> if no file has them.</summary>
    /// <param name="hash">12 hex digits, as infotext names them.</param>
    /// <param name="token">Stops the hashing.</param>
    public string? NameOf(string hash, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(hash);
        if (!IsHash(hash) || Match(hash, token).Path is not { } path) return null;
        var name = Path.GetFileNameWithoutExtension(path);
        return name.Length > 0 && Match(name, token).Path == path ? name : hash;
    }

    /// <summary>First 12 hex digits of the hash of a LoRA's weights, as infotext names it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="token">Stops the hashing.</param>
    public static string Hash(string path, CancellationToken token)
    {
        var info = new FileInfo(path);
        var key = (info.FullName, info.Length, info.LastWriteTimeUtc);
        if (Known.TryGetValue(key, out var known)) return known;
        using var file = WeightFiles.Open(path);
        var hash = Recorded(file) ?? (file is SafetensorsFile ? ModelFileHashes.Sha256OfTensors(path, token) : ModelFileHashes.Sha256(path, token));
        return Known[key] = hash[..HashDigits];
    }

    private static string? Recorded(WeightFile file) => file.Metadata.TryGetValue(SshsHashes.ModelHashKey, out var stated) && stated.Length >= HashDigits ? stated : null;

    private static bool IsHash(string name) => name.Length is >= LeastHashDigits and <= 64 && name.All(char.IsAsciiHexDigit);

    /// <summary>Whether a file's hash begins so; one that cannot be read has none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="digits">Hex digits.</param>
    /// <param name="token">Stops the hashing.</param>
    public static bool HasHash(string path, string digits, CancellationToken token)
    {
        try
        {
            return Hash(path, token).StartsWith(digits[..Math.Min(digits.Length, HashDigits)], StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (e is SafetensorsException or PickleException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Where(WeightFiles.HasEnding).Order(StringComparer.Ordinal);

    private static string? Stated(string path, string key)
    {
        try
        {
            using var file = WeightFiles.Open(path);
            return file.Metadata.GetValueOrDefault(key);
        }
        catch (Exception e) when (e is SafetensorsException or PickleException or IOException or UnauthorizedAccessException)
        {
            return null; // a damaged file has no alias; loading it by its name reports the damage
        }
    }
}
