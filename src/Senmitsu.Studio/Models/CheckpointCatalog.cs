using System.Text.RegularExpressions;
using Senmitsu.Formats.Weights;
using Senmitsu.Studio.Generation;

namespace Senmitsu.Studio.Models;

/// <summary>Finds checkpoints by path or by name: beside the job's own, in the studio's folder, and in an A1111 or ComfyUI folder.</summary>
/// <param name="request">Names the job's checkpoint and the A1111 or ComfyUI folder.</param>
/// <param name="folders">Where the studio keeps things.</param>
public sealed partial class CheckpointCatalog(GenerateRequest request, StudioFolders folders)
{
    private readonly ModelFolders _places = new(folders, request.ModelsFolder);

    private IReadOnlyList<string?> CheckpointFolders => [FolderOf(request.ModelPath), _places.Own(ModelKind.Checkpoint), .. _places.Of(ModelKind.Checkpoint), BuiltInModel.Folder];

    /// <summary>The file of a checkpoint.</summary>
    /// <param name="name">A path, or a file's name with or without its ending.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public string Find(string name) => Find(name, "checkpoint", CheckpointFolders);

    /// <summary>The file of a checkpoint; <see langword="null"/> if there is none.</summary>
    /// <inheritdoc cref="Find(string)" path="/param"/>
    public string? TryFind(string name) => TryFind(name, CheckpointFolders);

    /// <summary>The file of a VAE.</summary>
    /// <inheritdoc cref="Find(string)"/>
    public string FindVae(string name) => Find(name, "VAE", [FolderOf(request.VaePath), _places.Own(ModelKind.Vae), .. _places.Of(ModelKind.Vae)]);

    /// <summary>Whether a name may be the path of a file or folder anywhere.</summary>
    internal bool TakesPaths => !request.NamesNoFiles;

    private string Find(string name, string kind, IReadOnlyList<string?> searched) =>
        TryFind(name, searched) ?? throw new UserErrorException($"the {kind} '{name}' is neither a file nor in {string.Join(", ", searched.OfType<string>().Distinct())}. Give its path, or its file name.");

    private string? TryFind(string name, IReadOnlyList<string?> searched)
    {
        if (TakesPaths && (File.Exists(name) || CheckpointFile.IsFolder(name))) return name;
        if (!TakesPaths && ModelNames.LeadElsewhere(name)) return null;
        if (HashAtEnd().Match(name) is { Success: true } hash) name = name[..hash.Index]; // "sub/model.safetensors [6ce0161689]"
        var places = searched.OfType<string>().Where(Directory.Exists).ToList();
        return places.Select(folder => Path.Combine(folder, name)).FirstOrDefault(CheckpointFile.IsFolder)
            ?? places.SelectMany(folder => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
                .Where(WeightFiles.HasEnding).Order(StringComparer.Ordinal).Where(file => IsCalled(file, folder, name))).FirstOrDefault();
    }

    /// <summary>By its name, or by its path in the folder; with or without ending.</summary>
    private static bool IsCalled(string file, string folder, string name)
    {
        string[] names = [Path.GetFileName(file), Path.GetRelativePath(folder, file).Replace('\\', '/')];
        return names.Any(called => called == name || Path.ChangeExtension(called, null) == name);
    }

    private static string? FolderOf(string? file) => File.Exists(file) ? Path.GetDirectoryName(Path.GetFullPath(file)) : null;

    [GeneratedRegex(@"\s*\[[0-9a-fA-F]{8,64}\]$", RegexOptions.CultureInvariant)]
    private static partial Regex HashAtEnd();
}
