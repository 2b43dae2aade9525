using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Senmitsu.Studio;
using Senmitsu.Studio.Downloads;
using Senmitsu.Studio.Models;
using Senmitsu.Tests.Studio.Tokenizers;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Models;

/// <summary>Listing, adding and pulling model files.</summary>
public sealed class ModelFilesTests : IDisposable
{
    private const string FileName = "lora.safetensors";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();

    private static byte[] Content => File.ReadAllBytes(Golden.File("lora_random_fp16.safetensors"));

    private StudioFolders Folders => new(_folder.Path);

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Add_OfEachKind_GoesWhereItBelongs()
    {
        var add = new AddModel(Folders);
        Assert.Equal(Path.Combine(_folder.Path, "models", "Stable-diffusion", "tiny-sd15.safetensors"), add.Run(TinyModel.Path, links: false, CancellationToken.None).Path);
        var lora = add.Run(Golden.File("lora_random_fp16.safetensors"), links: true, CancellationToken.None);
        Assert.Equal(Path.Combine(_folder.Path, "models", "Lora", "lora_random_fp16.safetensors"), lora.Path);
        Assert.NotNull(new FileInfo(lora.Path).LinkTarget);

        var entries = new ListModels(Folders).Run(null, computesHashes: true, CancellationToken.None);
        Assert.Equal([ModelKind.Checkpoint, ModelKind.Lora], entries.Select(entry => entry.Kind));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(TinyModel.Path)))[..10], entries[0].Hash);
        Assert.Equal(LoraCatalog.Hash(lora.Path, CancellationToken.None), entries[1].Hash);
        Assert.Equal(entries, new ListModels(Folders).Run(null, computesHashes: false, CancellationToken.None)); // now they are remembered
    }

    [Fact]
    public void Add_OfSomethingElse_IsRefused()
    {
        var error = Assert.Throws<UserErrorException>(() => new AddModel(Folders).Run(Golden.File("schedules.safetensors"), links: false, CancellationToken.None));
        Assert.Contains("is no model that is known here", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Add_WhenThePlaceIsTaken_ChangesNothing()
    {
        new AddModel(Folders).Run(TinyModel.Path, links: false, CancellationToken.None);
        Assert.Throws<UserErrorException>(() => new AddModel(Folders).Run(TinyModel.Path, links: false, CancellationToken.None));
    }

    [Fact]
    public void List_OfComfyTree_FindsItsFoldersAndDiffusersModels()
    {
        var tree = _folder.File("comfy");
        File.Copy(TinyModel.Path, _folder.File("comfy", "models", "checkpoints", "sub", "tiny.safetensors"));
        File.Copy(Golden.File("lora_random_fp16.safetensors"), _folder.File("comfy", "models", "loras", FileName));
        File.Copy(Golden.File("lora_random_fp16.safetensors"), _folder.File("comfy", "models", "checkpoints", "saved", "unet", "model.safetensors"));
        var entries = new ListModels(Folders).Run(tree, computesHashes: false, CancellationToken.None);
        Assert.Equal([(ModelKind.Checkpoint, "saved"), (ModelKind.Checkpoint, "sub/tiny"), (ModelKind.Lora, "lora")], entries.Select(entry => (entry.Kind, entry.Name)));
        Assert.Null(entries[1].Hash);
    }

    [Fact]
    public async Task Pull_CutOff_GoesOnAndFilesTheModel()
    {
        var cuts = 1;
        using var hub = new HubServer(request => Serve(request, Hash(Content), request.File == FileName && cuts-- > 0 ? 1000 : null));
        long received = 0;
        var entry = await Pull(hub.Address).RunAsync("someone/model:" + FileName, (bytes, _) => received = bytes, TestContext.Current.CancellationToken);
        Assert.Equal(Path.Combine(_folder.Path, "models", "Lora", FileName), entry.Path);
        Assert.Equal(Content, await File.ReadAllBytesAsync(entry.Path, TestContext.Current.CancellationToken));
        Assert.Equal(Content.Length, received);
        Assert.Contains(hub.Requests, request => request.Path == $"/someone/model/resolve/main/{FileName}");

        var asked = hub.Requests.Count;
        await Pull(hub.Address).RunAsync("someone/model", (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(asked + 1, hub.Requests.Count); // the list alone: the file is there and right
    }

    [Fact]
    public async Task Pull_OfWrongContent_ThrowsItAway()
    {
        using var hub = new HubServer(request => Serve(request, new string('0', 64), null));
        var error = await Assert.ThrowsAsync<DownloadException>(() => Pull(hub.Address).RunAsync("someone/model:" + FileName, (_, _) => { }, TestContext.Current.CancellationToken));
        Assert.Equal(DownloadFault.WrongContent, error.Fault);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Pull_OfSomethingElse_SaysSo()
    {
        var text = Encoding.UTF8.GetBytes("no weights, whatever it is called");
        using var hub = new HubServer(request => Serve(request, Hash(text), null, text));
        var error = await Assert.ThrowsAsync<UserErrorException>(() => Pull(hub.Address).RunAsync("someone/model", (_, _) => { }, TestContext.Current.CancellationToken));
        Assert.Contains(FileName, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_AgainAfterItsNameWasTaken_UsesWhatWasKept()
    {
        var taken = _folder.File("models", "Lora", FileName);
        await File.WriteAllTextAsync(taken, "another", TestContext.Current.CancellationToken);
        using var hub = new HubServer(request => Serve(request, Hash(Content), null));
        await Assert.ThrowsAsync<UserErrorException>(() => Pull(hub.Address).RunAsync("someone/model", (_, _) => { }, TestContext.Current.CancellationToken));
        File.Move(taken, taken + ".old");
        var asked = hub.Requests.Count;
        var entry = await Pull(hub.Address).RunAsync("someone/model", (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(asked + 1, hub.Requests.Count); // the list alone
        Assert.Equal(Content, await File.ReadAllBytesAsync(entry.Path, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(_folder.File("downloads")));
    }

    [Theory]
    [InlineData("someone/model:other.safetensors", "has no file 'other.safetensors'. Its model files are: lora.safetensors")]
    [InlineData("model", "OWNER/NAME:FILE")]
    [InlineData("../model:x", "OWNER/NAME:FILE")]
    public async Task Pull_OfUnknownName_SaysWhatThereIs(string name, string message)
    {
        using var hub = new HubServer(request => Serve(request, Hash(Content), null));
        var error = await Assert.ThrowsAsync<UserErrorException>(() => Pull(hub.Address).RunAsync(name, (_, _) => { }, TestContext.Current.CancellationToken));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_Offline_SaysHowToGoOn()
    {
        var pull = new PullModel(Folders, Download(), name => name == "HF_HUB_OFFLINE" ? "1" : null);
        var error = await Assert.ThrowsAsync<DownloadException>(() => pull.RunAsync("someone/model", (_, _) => { }, TestContext.Current.CancellationToken));
        Assert.Equal(DownloadFault.Offline, error.Fault);
        Assert.Contains("senmitsu models add", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_WhenTheHubRefuses_SaysItsAnswer()
    {
        using var hub = new HubServer(_ => new(401, []));
        var error = await Assert.ThrowsAsync<DownloadException>(() => Pull(hub.Address).RunAsync("someone/model", (_, _) => { }, TestContext.Current.CancellationToken));
        Assert.Equal(DownloadFault.Refused, error.Fault);
        Assert.Contains("401", error.Message, StringComparison.Ordinal);
    }

    private static HubServer.Answer Serve(HubServer.Request request, string hash, int? cutAfter, byte[]? published = null)
    {
        var content = published ?? Content;
        if (request.Path.StartsWith("/api/", StringComparison.Ordinal))
        {
            var size = content.Length.ToString(CultureInfo.InvariantCulture);
            return new(200, Encoding.UTF8.GetBytes($$$"""[{"type":"directory","path":"x"},{"type":"file","path":"README.md","size":10},{"type":"file","path":"{{{FileName}}}","size":{{{size}}},"lfs":{"oid":"{{{hash}}}","size":{{{size}}}}}]"""));
        }

        return request.From is { } from ? new(206, content[from..], $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}") : new(200, content, null, cutAfter);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private PullModel Pull(string endpoint) => new(Folders, Download(), name => name == "HF_ENDPOINT" ? endpoint : null);

    private ResumableDownload Download() => new(_client, TimeProvider.System, new DownloadLimits { FirstPause = TimeSpan.FromMilliseconds(1) });
}
