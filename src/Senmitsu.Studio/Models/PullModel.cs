using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Studio.Downloads;
using Senmitsu.Studio.Tokenizers;

namespace Senmitsu.Studio.Models;

/// <summary>A file of the Hugging Face hub → the right folder, checked: <c>senmitsu models pull</c>.</summary>
/// <param name="folders">The data folder.</param>
/// <param name="download">Brings the file.</param>
/// <param name="environment">Looks up HF_ENDPOINT and HF_HUB_OFFLINE.</param>
public sealed partial class PullModel(StudioFolders folders, ResumableDownload download, Func<string, string?> environment)
{
    /// <summary>Longest list of a repository's files that is read.</summary>
    private const int MaxListSizeInBytes = 8 << 20;

    private const int MostNamed = 20, ShownDigits = 10;

    /// <summary>Downloads a file, checks size and SHA-256, looks at what it is, and puts it into its folder.</summary>
    /// <param name="name"><c>owner/name:file</c>, or <c>owner/name</c> where there is one model file only.</param>
    /// <param name="progress">Told bytes on disk and bytes in all.</param>
    /// <param name="token">Stops; the next call goes on from there.</param>
    /// <exception cref="UserErrorException">The name stands for no file or for several, or the file is no model.</exception>
    /// <exception cref="DownloadException">The hub cannot be reached, refuses, or sends something else than it published.</exception>
    public async Task<ModelEntry> RunAsync(string name, Action<long, long> progress, CancellationToken token)
    {
        var parsed = RepositoryName().Match(name);
        if (!parsed.Success) throw new UserErrorException($"'{name}' is no file of the hub. Write OWNER/NAME:FILE, such as stabilityai/sd-vae-ft-mse-original:vae-ft-mse-840000-ema-pruned.safetensors.");
        var hub = TokenizerSearch.FromEnvironment(folders.Root, environment);
        if (hub.IsOffline) throw new DownloadException(DownloadFault.Offline, $"{name} cannot be downloaded: downloads are switched off (HF_HUB_OFFLINE). Get the file elsewhere and use 'senmitsu models add FILE'.");
        var repository = parsed.Groups["repository"].Value;
        try
        {
            var file = Choose(await FilesAsync(hub, repository, token).ConfigureAwait(false), repository, parsed.Groups["file"].Value);
            return await DownloadAsync(hub, repository, file, progress, token).ConfigureAwait(false);
        }
        catch (DownloadException e)
        {
            throw new DownloadException(e.Fault, $"{name} cannot be downloaded: {e.Message}. Try again, which goes on where it stopped; or get the file in a browser, where models behind a login are, and use 'senmitsu models add FILE'.", e);
        }
    }

    private async Task<ModelEntry> DownloadAsync(TokenizerSearch hub, string repository, HubFile file, Action<long, long> progress, CancellationToken token)
    {
        var places = new ModelFolders(folders, null);
        foreach (var known in Enum.GetValues<ModelKind>())
        {
            var present = Path.Combine(places.Own(known), Path.GetFileName(file.Path));
            if (File.Exists(present) && await IsRightAsync(present, file, token).ConfigureAwait(false)) return Entry(known, present);
        }

        var folder = Path.Combine(folders.Root, "downloads");
        Directory.CreateDirectory(folder);
        var arrived = Path.Combine(folder, Path.GetFileName(file.Path));
        var target = new DownloadTarget(Address(hub, $"{repository}/resolve/main/{Uri.EscapeDataString(file.Path).Replace("%2F", "/", StringComparison.Ordinal)}"), arrived, file.Size, (path, t) => IsRightAsync(path, file, t));

        // It stays there until its place is free, and a program may end at any time.
        if (!File.Exists(arrived) || !await IsRightAsync(arrived, file, token).ConfigureAwait(false))
            await download.RunAsync(target, received => progress(received, file.Size), token).ConfigureAwait(false);

        var kind = KindOf(arrived);
        var place = places.Own(kind);
        Directory.CreateDirectory(place);
        var final = Path.Combine(place, Path.GetFileName(file.Path));
        if (File.Exists(final) && !await IsRightAsync(final, file, token).ConfigureAwait(false))
            throw new UserErrorException($"{final} is there already and is another file. Rename it, then pull again: the download is kept in {arrived}.");
        File.Move(arrived, final, overwrite: true);
        return Entry(kind, final);

        ModelEntry Entry(ModelKind found, string path) => new(found, Path.GetFileNameWithoutExtension(path), path, file.Size, file.Sha256?[..ShownDigits]);
    }

    /// <summary><c>[{"type":"file","path":"model.safetensors","size":4265146304,"lfs":{"oid":"6ce01…","size":4265146304}}]</c>.</summary>
    private async Task<List<HubFile>> FilesAsync(TokenizerSearch hub, string repository, CancellationToken token)
    {
        var answer = await download.GetAsync(Address(hub, $"api/models/{repository}/tree/main?recursive=true"), MaxListSizeInBytes, token).ConfigureAwait(false);
        try
        {
            var entries = JsonSerializer.Deserialize<List<TreeEntry>>(answer, JsonSerializerOptions.Web) ?? [];
            return [.. entries.Where(entry => entry is { Type: "file", Path: not null }).Select(entry => new HubFile(entry.Path!, entry.Lfs?.Size ?? entry.Size, entry.Lfs?.Oid))];
        }
        catch (JsonException e)
        {
            throw new DownloadException(DownloadFault.WrongContent, $"the hub's list of {repository} is no list ({e.Message})", e);
        }
    }

    private static HubFile Choose(List<HubFile> files, string repository, string wanted)
    {
        var models = files.FindAll(file => WeightFiles.HasEnding(file.Path));
        if (wanted.Length == 0 && models.Count == 1) return models[0];
        if (wanted.Length > 0 && files.Find(file => file.Path == wanted) is { } found) return found;
        var names = string.Join(", ", models.Take(MostNamed).Select(file => file.Path));
        throw new UserErrorException(wanted.Length > 0
            ? $"{repository} has no file '{wanted}'. Its model files are: {(names.Length > 0 ? names : "none")}."
            : $"{repository} has {models.Count} model files. Write {repository}:FILE with one of: {(names.Length > 0 ? names : "none")}.");
    }

    private static ModelKind KindOf(string path)
    {
        try
        {
            return ModelKinds.Require(path);
        }
        catch (Exception e) when (e is SafetensorsException or PickleException)
        {
            throw new UserErrorException($"{path} is no model: {e.Message} Choose another file of the repository.", e);
        }
    }

    /// <summary>Large files are published with their SHA-256; of small ones only the size is known.</summary>
    private static async Task<bool> IsRightAsync(string path, HubFile file, CancellationToken token)
    {
        await using var stream = File.OpenRead(path);
        if (stream.Length != file.Size) return false;
        return file.Sha256 is null || Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, token).ConfigureAwait(false)) == file.Sha256;
    }

    private static Uri Address(TokenizerSearch hub, string path) =>
        Uri.TryCreate($"{hub.Endpoint.TrimEnd('/')}/{path}", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new DownloadException(DownloadFault.Refused, $"'{hub.Endpoint}' is no web address (HF_ENDPOINT)");

    [GeneratedRegex(@"^(?<repository>[\w-][\w.-]*/[\w-][\w.-]*)(:(?<file>[^:]+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryName();

    private sealed record HubFile(string Path, long Size, string? Sha256);

    private sealed record TreeEntry(string? Type, string? Path, long Size, TreeLfs? Lfs);

    private sealed record TreeLfs(string? Oid, long Size);
}
