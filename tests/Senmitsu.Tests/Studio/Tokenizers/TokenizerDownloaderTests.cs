using System.Net;
using System.Net.Sockets;
using Senmitsu.Models.Clip;
using Senmitsu.Studio.Downloads;
using Senmitsu.Studio.Tokenizers;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Tokenizers;

public sealed class TokenizerDownloaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Download_FromHub_BringsAWorkingTokenizerOnce()
    {
        using var hub = new HubServer(HubServer.Serve);
        var progress = new Received();
        var folder = await DownloadAsync(hub.Address + "/", progress);
        Assert.Equal(Path.Combine(_folder.Path, "models", "tokenizer", "clip-vit-large-patch14"), folder);
        Assert.Equal([320, 1125], ClipTokenizer.FromFolder(folder).Encode("a photo"));
        Assert.Equal(
            ["/openai/clip-vit-large-patch14/resolve/main/vocab.json", "/openai/clip-vit-large-patch14/resolve/main/merges.txt"],
            hub.Requests.Select(r => r.Path));
        Assert.Equal(524_619, progress.Last!.ReceivedBytes);
        Assert.Equal(["merges.txt", "vocab.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());

        await DownloadAsync(hub.Address, progress);
        Assert.Equal(2, hub.Requests.Count);
    }

    [Fact]
    public async Task Download_IndentedVocabularyOfAMirror_IsAccepted()
    {
        using var hub = new HubServer(request => new(200, File.ReadAllBytes(Golden.Reference("clip-tokenizer", request.File))));
        Assert.True(TokenizerFile.AllIn(await DownloadAsync(hub.Address)));
    }

    [Fact]
    public async Task Download_CutConnection_GoesOnWhereItStopped()
    {
        using var hub = new HubServer(request => HubServer.Serve(request) with { CutAfter = request is { File: "vocab.json", From: null } ? 300_000 : null });
        Assert.True(TokenizerFile.AllIn(await DownloadAsync(hub.Address)));
        Assert.Equal([null, 300_000, null], hub.Requests.Select(r => r.From));
    }

    [Fact]
    public async Task Download_AfterARestart_GoesOnFromThePartFile()
    {
        using var hub = new HubServer(HubServer.Serve);
        Part("vocab.json", HubServer.Published("vocab.json")[..1000]);
        Part("merges.txt", HubServer.Published("merges.txt"));
        Assert.True(TokenizerFile.AllIn(await DownloadAsync(hub.Address)));
        Assert.Equal([1000], hub.Requests.Select(r => r.From));
    }

    [Fact]
    public async Task Download_PartThatDoesNotFit_StartsAgain()
    {
        using var hub = new HubServer(HubServer.Serve);
        Part("vocab.json", new byte[1000]);
        Part("merges.txt", new byte[2_000_000]);
        Assert.True(TokenizerFile.AllIn(await DownloadAsync(hub.Address)));
        Assert.Equal([1000, null, null], hub.Requests.Select(r => r.From));
    }

    [Fact]
    public async Task Download_ServerWithoutResume_StartsAgain()
    {
        using var hub = new HubServer(request => new(200, HubServer.Published(request.File)));
        Part("vocab.json", new byte[1000]);
        Assert.True(TokenizerFile.AllIn(await DownloadAsync(hub.Address)));
    }

    [Fact]
    public async Task Download_BusyServer_TriesAgain()
    {
        int busy = 3;
        using var hub = new HubServer(request => busy-- > 0 ? new(503, []) : HubServer.Serve(request));
        Assert.True(TokenizerFile.AllIn(await DownloadAsync(hub.Address)));
        Assert.Equal(5, hub.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000_000)]
    public async Task Download_WrongContent_IsRefusedAndThrownAway(int extra)
    {
        using var hub = new HubServer(request =>
        {
            byte[] content = [.. HubServer.Published(request.File), .. new byte[extra]];
            content[1000] ^= 1;
            return new(200, content);
        });
        var error = await Assert.ThrowsAsync<TokenizerException>(() => DownloadAsync(hub.Address));
        Assert.Equal(TokenizerFault.WrongContent, error.Fault);
        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
        Assert.Single(hub.Requests);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Download_NotFound_IsRefusedAtOnce()
    {
        using var hub = new HubServer(_ => new(404, []));
        var error = await Assert.ThrowsAsync<TokenizerException>(() => DownloadAsync(hub.Address));
        Assert.Equal(TokenizerFault.Refused, error.Fault);
        Assert.Contains("vocab.json answers 404", error.Message, StringComparison.Ordinal);
        Assert.Single(hub.Requests);
    }

    [Fact]
    public async Task Download_Offline_SaysWhereToPutTheFiles()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var error = await Assert.ThrowsAsync<TokenizerException>(() => DownloadAsync($"http://127.0.0.1:{port}"));
        Assert.Equal(TokenizerFault.Offline, error.Fault);
        Assert.Contains($"Put vocab.json and merges.txt of openai/clip-vit-large-patch14 into {Path.Combine(_folder.Path, "models", "tokenizer", "clip-vit-large-patch14")}", error.Message, StringComparison.Ordinal);
        Assert.Contains("--tokenizer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_SwitchedOffOrNoAddress_NeverConnects()
    {
        var downloader = Downloader();
        var search = new TokenizerSearch { DataFolder = _folder.Path, IsOffline = true };
        var offline = await Assert.ThrowsAsync<TokenizerException>(() => downloader.DownloadAsync(search, new Received(), TestContext.Current.CancellationToken));
        Assert.Equal(TokenizerFault.Offline, offline.Fault);
        var refused = await Assert.ThrowsAsync<TokenizerException>(() => DownloadAsync("ftp://127.0.0.1"));
        Assert.Contains("HF_ENDPOINT", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_SilentServer_GivesUp()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var downloader = new TokenizerDownloader(_client, TimeProvider.System, new() { Attempts = 2, FirstPause = TimeSpan.Zero, MaxSilence = TimeSpan.FromMilliseconds(200) });
        var search = new TokenizerSearch { DataFolder = _folder.Path, Endpoint = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}" };
        var error = await Assert.ThrowsAsync<TokenizerException>(() => downloader.DownloadAsync(search, new Received(), TestContext.Current.CancellationToken));
        Assert.Equal(TokenizerFault.Offline, error.Fault);
        Assert.Contains("silent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_Cancelled_KeepsWhatArrived()
    {
        using var hub = new HubServer(HubServer.Serve);
        using var stop = new CancellationTokenSource();
        var search = new TokenizerSearch { DataFolder = _folder.Path, Endpoint = hub.Address };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Downloader().DownloadAsync(search, new Received(stop.Cancel), stop.Token));
        Assert.True(new FileInfo(Path.Combine(search.DownloadFolder, "vocab.json.part")).Length > 0);
        Assert.True(TokenizerFile.AllIn(await DownloadAsync(hub.Address)));
    }

    [Fact]
    public async Task GetFolder_WhenFound_DownloadsNothing()
    {
        using var hub = new HubServer(HubServer.Serve);
        var search = new TokenizerSearch { DataFolder = _folder.Path, Endpoint = hub.Address, ExplicitFolder = Golden.Reference("clip-tokenizer") };
        var source = new TokenizerSource(Downloader());
        Assert.Equal(search.ExplicitFolder, await source.GetFolderAsync(search, new Received(), TestContext.Current.CancellationToken));
        Assert.Empty(hub.Requests);
        Assert.Equal(search.DownloadFolder, await source.GetFolderAsync(search with { ExplicitFolder = null }, new Received(), TestContext.Current.CancellationToken));
    }

    private TokenizerDownloader Downloader() => new(_client, TimeProvider.System, new DownloadLimits { FirstPause = TimeSpan.FromMilliseconds(1) });

    private Task<string> DownloadAsync(string endpoint, Received? progress = null) => Downloader().DownloadAsync(
        new TokenizerSearch { DataFolder = _folder.Path, Endpoint = endpoint }, progress ?? new Received(), TestContext.Current.CancellationToken);

    private void Part(string name, byte[] content) =>
        File.WriteAllBytes(_folder.File("models", "tokenizer", "clip-vit-large-patch14", name + ".part"), content);

    private sealed class Received(Action? then = null) : IProgress<TokenizerDownloadProgress>
    {
        public TokenizerDownloadProgress? Last { get; private set; }

        public void Report(TokenizerDownloadProgress value)
        {
            Last = value;
            then?.Invoke();
        }
    }
}
