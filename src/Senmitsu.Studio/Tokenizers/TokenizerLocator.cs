namespace Senmitsu.Studio.Tokenizers;

/// <summary>Finds CLIP's tokenizer among the files that other programs left on this machine.</summary>
public static class TokenizerLocator
{
    // A model lies at most this deep in a tree: webui/models/Stable-diffusion/author/series/model.safetensors.
    private const int MaxLevelsUp = 6;

    // Where programs keep the two files, relative to their root folder.
    private static readonly string[] ProgramFolders =
    [
        "openai/clip-vit-large-patch14", // AUTOMATIC1111, when started offline
        "repositories/clip-vit-large-patch14",
        "repositories/openai/clip-vit-large-patch14",
        "models/openai/clip-vit-large-patch14",
        "models/tokenizer/clip-vit-large-patch14", // Senmitsu
        "backend/huggingface/runwayml/stable-diffusion-v1-5/tokenizer", // Forge
        "comfy/sd1_tokenizer", // ComfyUI
        "ComfyUI/comfy/sd1_tokenizer", // ComfyUI, portable package
    ];

    // sd-scripts names the folders in its cache after the repositories of Stable Diffusion 1.x and 2.x (library/strategy_sd.py).
    private static readonly string[] CachedFolders = ["openai_clip-vit-large-patch14", "stabilityai_stable-diffusion-2"];

    /// <summary>The first folder that holds both files.</summary>
    /// <returns>A full path, or null when there is none.</returns>
    /// <exception cref="TokenizerException">A folder was given explicitly and lacks the files.</exception>
    public static string? Find(TokenizerSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        var found = Candidates(search).FirstOrDefault(TokenizerFile.AllIn);
        if (found is null && search.ExplicitFolder is { } folder)
            throw new TokenizerException(TokenizerFault.NotFound, $"{Path.GetFullPath(folder)} holds no vocab.json and merges.txt; give --tokenizer the folder of {TokenizerFile.Repository}, or leave it out");
        return found;
    }

    /// <summary>The folders that are searched, in order, whether they exist or not.</summary>
    public static IReadOnlyList<string> Candidates(TokenizerSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        var folders = search.ExplicitFolder is { } only ? WithSubfolder(only) : Everywhere(search);
        return [.. folders.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Everywhere(TokenizerSearch search)
    {
        var modelFolder = search.ModelFile is { } model ? Path.GetDirectoryName(Path.GetFullPath(model)) : null;
        IEnumerable<string> folders = modelFolder is null ? [] : WithSubfolder(modelFolder);
        return Cached(search)
            .Concat(folders)
            .Append(search.DownloadFolder)
            .Concat(search.HubCache is { } cache ? Snapshots(cache) : [])
            .Concat(ProgramTrees(search.ModelsFolder))
            .Concat(ProgramTrees(modelFolder));
    }

    /// <summary>Whether sd-scripts' cache of a search holds both files.</summary>
    public static bool IsCached(TokenizerSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return Cached(search).Any(TokenizerFile.AllIn);
    }

    private static IEnumerable<string> Cached(TokenizerSearch search) =>
        search.CacheFolder is { } cache ? CachedFolders.Select(name => Path.Combine(cache, name)).Concat(WithSubfolder(cache)) : [];

    /// <summary>A folder itself, and where a model in diffusers' layout keeps its tokenizer.</summary>
    private static string[] WithSubfolder(string folder) => [folder, Path.Combine(folder, "tokenizer")];

    /// <summary>Snapshots of the repository in the hub's cache, the current one first.</summary>
    private static IEnumerable<string> Snapshots(string cache)
    {
        var repository = Path.Combine(cache, "models--" + TokenizerFile.Repository.Replace("/", "--", StringComparison.Ordinal));
        var snapshots = Path.Combine(repository, "snapshots");
        if (!Directory.Exists(snapshots)) return [];
        var reference = Path.Combine(repository, "refs", "main");
        var current = File.Exists(reference) ? File.ReadAllText(reference).Trim() : "";
        return Directory.GetDirectories(snapshots)
            .OrderByDescending(path => Path.GetFileName(path) == current)
            .ThenBy(path => path, StringComparer.Ordinal);
    }

    private static IEnumerable<string> ProgramTrees(string? folder)
    {
        var root = folder is null ? null : new DirectoryInfo(folder);
        for (int level = 0; root is not null && level <= MaxLevelsUp; level++, root = root.Parent)
        {
            foreach (var place in ProgramFolders) yield return Path.Combine(root.FullName, place);
        }
    }
}
