using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Studio.Models;

/// <summary>The models that are there: <c>senmitsu models list</c>.</summary>
/// <param name="folders">The data folder.</param>
public sealed class ListModels(StudioFolders folders)
{
    private const int ShownDigits = 10;

    /// <summary>Lists all kinds.</summary>
    /// <param name="modelsFolder">A tree of AUTOMATIC1111 or ComfyUI besides, or <see langword="null"/>.</param>
    /// <param name="computesHashes">Whether unknown hashes are computed, which takes seconds for each model, once.</param>
    /// <param name="token">Stops.</param>
    public IReadOnlyList<ModelEntry> Run(string? modelsFolder, bool computesHashes, CancellationToken token)
    {
        var hashes = new ModelHashes(folders.HashCache);
        var places = new ModelFolders(folders, modelsFolder);
        var entries = new List<ModelEntry>();
        foreach (var kind in Enum.GetValues<ModelKind>())
        {
            foreach (var folder in places.Of(kind))
            {
                var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
                var saved = Directory.EnumerateDirectories(folder, "unet", options).Select(path => Path.GetDirectoryName(path)!).Where(path => kind == ModelKind.Checkpoint).ToList();
                entries.AddRange(saved.Select(path => new ModelEntry(kind, Name(folder, path), path, new DirectoryInfo(path).EnumerateFiles("*", options).Sum(file => file.Length), null)));
                var files = Directory.EnumerateFiles(folder, "*", options).Where(WeightFiles.HasEnding).Where(file => !saved.Exists(model => file.StartsWith(model + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
                foreach (var file in files.Order(StringComparer.OrdinalIgnoreCase))
                {
                    token.ThrowIfCancellationRequested();
                    entries.Add(new ModelEntry(kind, Name(folder, Path.ChangeExtension(file, null)), file, new FileInfo(file).Length, Hash(kind, file)));
                }
            }
        }

        return entries;

        string? Hash(ModelKind kind, string path)
        {
            if (kind == ModelKind.Lora) return LoraHash(path, token);
            return (computesHashes ? hashes.Sha256(path, token) : hashes.Known(path))?[..ShownDigits];
        }
    }

    /// <summary>A damaged file is listed all the same; loading it says what is wrong.</summary>
    private static string? LoraHash(string path, CancellationToken token)
    {
        try
        {
            return LoraCatalog.Hash(path, token);
        }
        catch (Exception e) when (e is SafetensorsException or PickleException)
        {
            return null;
        }
    }

    private static string Name(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
