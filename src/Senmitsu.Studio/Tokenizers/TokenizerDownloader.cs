using System.Net;
using System.Net.Http.Headers;

namespace Senmitsu.Studio.Tokenizers;

/// <summary>Downloads CLIP's tokenizer once from the Hugging Face hub, resuming what was cut off.</summary>
/// <param name="client">Sends the requests; its own timeout must not be shorter than the download.</param>
/// <param name="time">Measures pauses and silence.</param>
/// <param name="limits">How patient to be.</param>
public sealed class TokenizerDownloader(HttpClient client, TimeProvider time, DownloadLimits limits)
{
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

        var part = path + ".part";
        for (int attempt = 1; !await TryReceiveAsync(attempt, search, file, address, part, progress, token).ConfigureAwait(false); attempt++)
            await Task.Delay(limits.FirstPause * Math.Pow(2, attempt - 1), time, token).ConfigureAwait(false);
        File.Move(part, path, overwrite: true);
    }

    /// <returns>False when a further try may help.</returns>
    private async Task<bool> TryReceiveAsync(
        int attempt, TokenizerSearch search, TokenizerFile file, Uri address, string part, IProgress<TokenizerDownloadProgress> progress, CancellationToken token)
    {
        try
        {
            await ReceiveAsync(search, file, address, part, progress, token).ConfigureAwait(false);
            return true;
        }
        catch (Interruption e)
        {
            if (attempt < limits.Attempts) return false;
            throw Missing(TokenizerFault.Offline, search, $"{address} could not be downloaded in {limits.Attempts} tries ({e.Message})", e);
        }
    }

    /// <summary>Fills the part file and checks it; a part that turns out wrong is deleted.</summary>
    private async Task ReceiveAsync(
        TokenizerSearch search, TokenizerFile file, Uri address, string part, IProgress<TokenizerDownloadProgress> progress, CancellationToken token)
    {
        // A part can be whole already: the program may have ended just before the file got its name.
        if (File.Exists(part) && await file.IsPublishedAsync(part, token).ConfigureAwait(false)) return;
        bool resumed;
        await using (var target = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
        {
            if (target.Length >= file.MaxSizeInBytes) target.SetLength(0);
            target.Seek(0, SeekOrigin.End);
            resumed = await AppendAsync(search, file, address, target, progress, token).ConfigureAwait(false);
            target.Flush(flushToDisk: true);
        }

        if (await file.IsPublishedAsync(part, token).ConfigureAwait(false)) return;
        File.Delete(part);
        throw resumed
            ? new Interruption("what was left of an earlier download does not fit")
            : Missing(TokenizerFault.WrongContent, search, $"{address} is not the published file (its SHA-256 differs), so it was thrown away");
    }

    /// <summary>Appends the rest of the file, or all of it when the server cannot resume.</summary>
    /// <returns>Whether the server resumed.</returns>
    private async Task<bool> AppendAsync(
        TokenizerSearch search, TokenizerFile file, Uri address, FileStream target, IProgress<TokenizerDownloadProgress> progress, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (target.Length > 0) request.Headers.Range = new RangeHeaderValue(target.Length, null);
        using var response = await WithinSilence(t => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, t), token).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            target.SetLength(0);
            throw new Interruption("the server cannot resume");
        }

        CheckStatus(search, address, response);
        bool resumes = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == target.Length;
        if (!resumes) target.SetLength(0);
        await CopyAsync(response, file, target, progress, token).ConfigureAwait(false);
        return resumes;
    }

    private async Task CopyAsync(
        HttpResponseMessage response, TokenizerFile file, FileStream target, IProgress<TokenizerDownloadProgress> progress, CancellationToken token)
    {
        await using var source = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        var block = new byte[64 << 10];

        // What is larger than the published file is cut here and refused by its hash.
        while (target.Length <= file.MaxSizeInBytes)
        {
            int count = await WithinSilence(t => source.ReadAsync(block, t).AsTask(), token).ConfigureAwait(false);
            if (count == 0) return;
            await target.WriteAsync(block.AsMemory(0, count), token).ConfigureAwait(false);
            progress.Report(new TokenizerDownloadProgress(file, target.Length));
        }
    }

    private static void CheckStatus(TokenizerSearch search, Uri address, HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode) return;
        var answer = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        bool mayPass = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500;
        throw mayPass ? new Interruption($"the server answers {answer}") : Missing(TokenizerFault.Refused, search, $"{address} answers {answer}");
    }

    /// <summary>Runs one step of the conversation, turning network faults and silence into an <see cref="Interruption"/>.</summary>
    private async Task<T> WithinSilence<T>(Func<CancellationToken, Task<T>> step, CancellationToken token)
    {
        using var silence = new CancellationTokenSource(limits.MaxSilence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, token);
        try
        {
            return await step(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw new Interruption($"the server was silent for {limits.MaxSilence.TotalSeconds:0} seconds", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new Interruption(e.Message, e);
        }
    }

    private static TokenizerException Missing(TokenizerFault fault, TokenizerSearch search, string problem, Exception? inner = null) => new(
        fault,
        $"CLIP's tokenizer is needed once: {problem}. Put vocab.json and merges.txt of {TokenizerFile.Repository} into {search.DownloadFolder}, or give their folder with --tokenizer",
        inner);

    /// <summary>A fault that a further try may not meet again.</summary>
    private sealed class Interruption(string message, Exception? inner = null) : Exception(message, inner);
}
