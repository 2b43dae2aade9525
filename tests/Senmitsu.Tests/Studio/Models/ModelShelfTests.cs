using Senmitsu.Studio;
using Senmitsu.Studio.Models;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Models;

public sealed class ModelShelfTests
{
    [Fact]
    public void Watch_OfAFolderThatIsALinkToNowhere_WatchesTheOthers()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("links need rights there");
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(folder.File("models", "Stable-diffusion"), folder.File("a disk that is not there"));
        var folders = new StudioFolders(folder.Path);
        using var shelf = new ModelShelf(new ListModels(folders), folders, null, TimeProvider.System);
        shelf.Watch();
        shelf.Refresh();
        Assert.DoesNotContain(shelf.Of(ModelKind.Checkpoint), entry => entry.Path.StartsWith(folder.Path, StringComparison.Ordinal));
        Assert.True(Directory.Exists(Path.Combine(folder.Path, "models", "Lora")));
    }
}
