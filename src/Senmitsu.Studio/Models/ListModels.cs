using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;

namespace Senmitsu.Studio.Models;

/// <summary>The models that are there: <c>senmitsu models list</c>.</summary>
/// <param name="folders">The data folder.</param>
public sealed class ListModels(StudioFolders folders)
{
    private const int ShownDigits = 10;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    /// <summary>Lists all kinds.</summary>
    /// <param name="modelsFolder">A tree of AUTOMATIC1111 or ComfyUI besides, or <see langword="null"/>.</param>
    /// <param name="computesHashes">Whether unknown hashes are computed, which takes seconds for each model, once.</param>
    /// <param name="token">Stops.</param>
    public IReadOnlyList<ModelEntry> Run(string? modelsFolder, bool computesHashes, CancellationToken token)
    {
        var hashes = new ModelHashes(folders.HashCache);
        return [.. Enum.GetValues<ModelKind>().SelectMany(kind => Entries(modelsFolder, kind)).Select(WithHash)];

        ModelEntry WithHash(ModelEntry entry)
        {
            token.ThrowIfCancellationRequested();
            if (Directory.Exists(entry.Path)) return entry;
            return entry with { Hash = entry.Kind == ModelKind.Lora ? LoraHash(entry.Path, token) : (computesHashes ? hashes.Sha256(entry.Path, token) : hashes.Known(entry.Path))?[..ShownDigits] };
        }
    }

    /// <summary>Lists one kind quickly: only hashes that are remembered.</summary>
    /// <inheritdoc cref="Run"/>
    /// <param name="modelsFolder">A tree of AUTOMATIC1111 or ComfyUI besides, or <see langword="null"/>.</param>
    /// <param name="kind">The kind.</param>
    public IReadOnlyList<ModelEntry> Names(string? modelsFolder, ModelKind kind)
    {
        var hashes = new ModelHashes(folders.HashCache);
        return [.. Entries(modelsFolder, kind).Select(entry => Directory.Exists(entry.Path) ? entry : entry with { Hash = hashes.Known(entry.Path)?[..ShownDigits] })];
    }

    private IEnumerable<ModelEntry> Entries(string? modelsFolder, ModelKind kind)
    {
        foreach (var folder in new ModelFolders(folders, modelsFolder).Of(kind))
        {
            var saved = kind != ModelKind.Checkpoint ? [] : Directory.EnumerateDirectories(folder, "unet", Everything).Select(path => Path.GetDirectoryName(path)!).ToList();
            foreach (var model in saved) yield return new ModelEntry(kind, Name(folder, model), model, new DirectoryInfo(model).EnumerateFiles("*", Everything).Sum(file => file.Length), null);
            var files = Directory.EnumerateFiles(folder, "*", Everything).Where(WeightFiles.HasEnding).Where(file => !saved.Exists(model => file.StartsWith(model + Path.DirectorySeparatorChar, StringComparison.Ordinal)));
            foreach (var file in files.Order(StringComparer.OrdinalIgnoreCase)) yield return new ModelEntry(kind, Name(folder, Path.ChangeExtension(file, null)), file, new FileInfo(file).Length, null);
        }

        if (kind == ModelKind.Checkpoint && File.Exists(BuiltInModel.Checkpoint)) yield return new ModelEntry(kind, BuiltInModel.Name, BuiltInModel.Checkpoint, new FileInfo(BuiltInModel.Checkpoint).Length, null);
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
