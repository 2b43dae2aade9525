using Senmitsu.Studio.Downloads;

namespace Senmitsu.Studio.Tokenizers;

/// <summary>Downloads CLIP's tokenizer once from the Hugging Face hub, resuming what was cut off.</summary>
/// <param name="client">Sends the requests; its own timeout must not be shorter than the download.</param>
/// <param name="time">Measures pauses and silence.</param>
/// <param name="limits">How patient to be.</param>
public sealed class TokenizerDownloader(HttpClient client, TimeProvider time, DownloadLimits limits)
{
    private readonly ResumableDownload _download = new(client, time, limits);

    /// <summary>Puts both files into the download folder; what is there already and right is not downloaded again.</summary>
    /// <param name="search">Names the hub and the data folder.</param>
    /// <param name="progress">Hears of each block; called on the thread that reads.</param>
    /// <param name="token">Stops; what has arrived is kept for the next time.</param>
    /// <returns>The folder with both files.</returns>
    /// <exception cref="TokenizerException">The files cannot be had; the message says where to put them by hand.</exception>
    public async Task<string> DownloadAsync(TokenizerSearch search, IProgress<TokenizerDownloadProgress> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(progress);
        if (search.IsOffline) throw Missing(TokenizerFault.Offline, search, "downloads are switched off (HF_HUB_OFFLINE)");
        try
        {
            Directory.CreateDirectory(search.DownloadFolder);
            foreach (var file in TokenizerFile.All) await DownloadAsync(search, file, progress, token).ConfigureAwait(false);
            return search.DownloadFolder;
        }
        catch (DownloadException e)
        {
            throw Missing(Fault(e.Fault), search, e.Message, e);
        }
        catch (Exception e) when (e is IOException and not TokenizerException or UnauthorizedAccessException)
        {
            throw Missing(TokenizerFault.NotWritable, search, $"the folder cannot be written ({e.Message})", e);
        }
    }

    private async Task DownloadAsync(TokenizerSearch search, TokenizerFile file, IProgress<TokenizerDownloadProgress> progress, CancellationToken token)
    {
        var path = Path.Combine(search.DownloadFolder, file.Name);
        if (File.Exists(path) && await file.IsPublishedAsync(path, token).ConfigureAwait(false)) return;
        var url = $"{search.Endpoint.TrimEnd('/')}/{TokenizerFile.Repository}/resolve/main/{file.Name}";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw Missing(TokenizerFault.Refused, search, $"'{search.Endpoint}' is no web address (HF_ENDPOINT)");
        await _download.RunAsync(new DownloadTarget(address, path, file.MaxSizeInBytes, file.IsPublishedAsync), received => progress.Report(new TokenizerDownloadProgress(file, received)), token).ConfigureAwait(false);
    }

    private static TokenizerFault Fault(DownloadFault fault) => fault switch
    {
        DownloadFault.Offline => TokenizerFault.Offline,
        DownloadFault.Refused => TokenizerFault.Refused,
        DownloadFault.WrongContent => TokenizerFault.WrongContent,
        _ => TokenizerFault.NotWritable,
    };

    private static TokenizerException Missing(TokenizerFault fault, TokenizerSearch search, string problem, Exception? inner = null) => new(
        fault,
        $"CLIP's tokenizer is needed once: {problem}. Put vocab.json and merges.txt of {TokenizerFile.Repository} into {search.DownloadFolder}, or give their folder with --tokenizer",
        inner);
}
