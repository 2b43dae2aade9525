using System.Text;
using Senmitsu.Studio;
using Senmitsu.Studio.Downloads;
using Senmitsu.Studio.Models;
using Senmitsu.Tests.Studio.Tokenizers;
using Senmitsu.Tests.Testing;
using Senmitsu.Web.State;

namespace Senmitsu.Tests.Web.State;

public sealed class ModelDownloadsTests
{
    [Theory]
    [InlineData("""[{"type":"file","path":"a.safetensors","size":9}]""")] // no weights file
    [InlineData(null)] // what nobody thought of
    public async Task Start_WhateverGoesWrong_Ends(string? list)
    {
        using var folder = new TemporaryFolder();
        using var client = new HttpClient();
        using var hub = new HubServer(request => new(200, request.Path.StartsWith("/api/", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(list!) : "no weight"u8.ToArray()));
        var folders = new StudioFolders(folder.Path);
        var pull = new PullModel(folders, new ResumableDownload(client, TimeProvider.System, new DownloadLimits { Attempts = 1 }), name => list is null ? throw new InvalidOperationException("odd") : name == "HF_ENDPOINT" ? hub.Address : null);
        using var shelf = new ModelShelf(new ListModels(folders), folders, null, TimeProvider.System);
        using var downloads = new ModelDownloads(pull, shelf);
        var over = new TaskCompletionSource<ModelDownload>();
        downloads.Changed += () =>
        {
            if (downloads.All.Single() is { IsOver: true } download) over.TrySetResult(download);
        };
        downloads.Start("someone/model");
        Assert.NotNull((await over.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).Problem);
    }
}
