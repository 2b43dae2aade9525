namespace Senmitsu.Studio.Tokenizers;

/// <summary>Gets CLIP's tokenizer from wherever it is: found on this machine, or else downloaded once.</summary>
/// <param name="downloader">Used only when nothing is found.</param>
public sealed class TokenizerSource(TokenizerDownloader downloader)
{
    /// <summary>A folder with <c>vocab.json</c> and <c>merges.txt</c>.</summary>
    /// <param name="search">Where to look, and where to keep a download.</param>
    /// <param name="progress">Hears of a download.</param>
    /// <param name="token">Stops a download; it goes on from there the next time.</param>
    /// <exception cref="TokenizerException">The files are nowhere and cannot be had; the message says what to do.</exception>
    public async Task<string> GetFolderAsync(TokenizerSearch search, IProgress<TokenizerDownloadProgress> progress, CancellationToken token) =>
        TokenizerLocator.Find(search) ?? await downloader.DownloadAsync(search, progress, token).ConfigureAwait(false);
}
