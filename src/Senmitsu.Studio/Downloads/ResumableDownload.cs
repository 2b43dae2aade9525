using System.Net;
using System.Net.Http.Headers;

namespace Senmitsu.Studio.Downloads;

/// <summary>Downloads one file, going on where an earlier try stopped, and gives it its name only when it is whole and right.</summary>
/// <param name="client">Sends the requests; its own timeout must not be shorter than the download.</param>
/// <param name="time">Measures pauses and silence.</param>
/// <param name="limits">How patient to be.</param>
public sealed class ResumableDownload(HttpClient client, TimeProvider time, DownloadLimits limits)
{
    /// <summary>Downloads the file.</summary>
    /// <param name="target">Which, and where to; its folder exists.</param>
    /// <param name="progress">Told the bytes on disk, earlier attempts included; called on the thread that reads.</param>
    /// <param name="token">Stops; what has arrived is kept for the next time.</param>
    /// <exception cref="DownloadException">The file cannot be had.</exception>
    public async Task RunAsync(DownloadTarget target, Action<long> progress, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(progress);
        try
        {
            var part = target.Path + ".part";
            for (var attempt = 1; !await TryReceiveAsync(attempt, target, part, progress, token).ConfigureAwait(false); attempt++)
                await Task.Delay(limits.FirstPause * Math.Pow(2, attempt - 1), time, token).ConfigureAwait(false);
            File.Move(part, target.Path, overwrite: true);
        }
        catch (Exception e) when (e is IOException and not DownloadException or UnauthorizedAccessException)
        {
            throw new DownloadException(DownloadFault.NotWritable, $"the folder cannot be written ({e.Message})", e);
        }
    }

    /// <summary>Gets a small text.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="maxSizeInBytes">What is larger is refused.</param>
    /// <param name="token">Stops.</param>
    /// <exception cref="DownloadException">It cannot be had.</exception>
    public async Task<byte[]> GetAsync(Uri address, int maxSizeInBytes, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                using var response = await WithinSilence(t => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, t), token).ConfigureAwait(false);
                CheckStatus(address, response);
                await using var source = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
                var content = new byte[maxSizeInBytes + 1];
                var count = await WithinSilence(t => source.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, t).AsTask(), token).ConfigureAwait(false);
                return count <= maxSizeInBytes ? content[..count] : throw new DownloadException(DownloadFault.WrongContent, $"{address} sends more than {maxSizeInBytes} bytes");
            }
            catch (Interruption) when (attempt < limits.Attempts)
            {
                await Task.Delay(limits.FirstPause * Math.Pow(2, attempt - 1), time, token).ConfigureAwait(false);
            }
            catch (Interruption e)
            {
                throw GaveUp(address, e);
            }
        }
    }

    /// <returns>False when a further try may help.</returns>
    private async Task<bool> TryReceiveAsync(int attempt, DownloadTarget target, string part, Action<long> progress, CancellationToken token)
    {
        try
        {
            await ReceiveAsync(target, part, progress, token).ConfigureAwait(false);
            return true;
        }
        catch (Interruption e)
        {
            if (attempt < limits.Attempts) return false;
            throw GaveUp(target.Address, e);
        }
    }

    private DownloadException GaveUp(Uri address, Interruption e) => new(DownloadFault.Offline, $"{address} could not be downloaded in {limits.Attempts} tries ({e.Message})", e);

    /// <summary>Fills the part file and checks it; a part that turns out wrong is deleted.</summary>
    private async Task ReceiveAsync(DownloadTarget target, string part, Action<long> progress, CancellationToken token)
    {
        // A part can be whole already: the program may have ended just before the file got its name.
        if (File.Exists(part) && await target.IsRightAsync(part, token).ConfigureAwait(false)) return;
        bool resumed;
        await using (var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
        {
            if (file.Length >= target.MaxSizeInBytes) file.SetLength(0);
            file.Seek(0, SeekOrigin.End);
            resumed = await AppendAsync(target, file, progress, token).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        if (await target.IsRightAsync(part, token).ConfigureAwait(false)) return;
        File.Delete(part);
        throw resumed
            ? new Interruption("what was left of an earlier download does not fit")
            : new DownloadException(DownloadFault.WrongContent, $"{target.Address} is not the published file (its SHA-256 differs), so it was thrown away");
    }

    /// <summary>Appends the rest of the file, or all of it when the server cannot resume.</summary>
    /// <returns>Whether the server resumed.</returns>
    private async Task<bool> AppendAsync(DownloadTarget target, FileStream file, Action<long> progress, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target.Address);
        if (file.Length > 0) request.Headers.Range = new RangeHeaderValue(file.Length, null);
        using var response = await WithinSilence(t => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, t), token).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            file.SetLength(0);
            throw new Interruption("the server cannot resume");
        }

        CheckStatus(target.Address, response);
        var resumes = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length;
        if (!resumes) file.SetLength(0);
        await CopyAsync(response, target, file, progress, token).ConfigureAwait(false);
        return resumes;
    }

    private async Task CopyAsync(HttpResponseMessage response, DownloadTarget target, FileStream file, Action<long> progress, CancellationToken token)
    {
        await using var source = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        var block = new byte[64 << 10];

        // What is larger than the published file is cut here and refused by its hash.
        while (file.Length <= target.MaxSizeInBytes)
        {
            var count = await WithinSilence(t => source.ReadAsync(block, t).AsTask(), token).ConfigureAwait(false);
            if (count == 0) return;
            await file.WriteAsync(block.AsMemory(0, count), token).ConfigureAwait(false);
            progress(file.Length);
        }
    }

    private static void CheckStatus(Uri address, HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode) return;
        var answer = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        var mayPass = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500;
        throw mayPass ? new Interruption($"the server answers {answer}") : new DownloadException(DownloadFault.Refused, $"{address} answers {answer}");
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

    /// <summary>A fault that a further try may not meet again.</summary>
    private sealed class Interruption(string message, Exception? inner = null) : Exception(message, inner);
}
