using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Models;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Models;

public sealed class CheckpointCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryFind_ForAPage_KnowsNamesAndNoPlaces()
    {
        var inside = _folder.File("data", "models", "Stable-diffusion", "sub", "in.safetensors");
        var outside = _folder.File("data", "models", "out.safetensors");
        foreach (var file in new[] { inside, outside }) File.WriteAllText(file, "");
        Directory.CreateDirectory(_folder.File("data", "models", "diffusers", "unet"));
        File.WriteAllText(_folder.File("data", "models", "diffusers", "model_index.json"), "{}");
        foreach (var name in new[] { "in", "in.safetensors", "sub/in.safetensors [0123456789]" }) Assert.Equal(inside, Catalog(isPage: true).TryFind(name));
        foreach (var name in new[] { outside, inside, "../out.safetensors", "../diffusers", _folder.File("data", "models", "diffusers") }) Assert.Null(Catalog(isPage: true).TryFind(name));
        Assert.Equal(outside, Catalog(isPage: false).TryFind(outside));
    }

    [Fact]
    public void Find_OfAnUpscalerForAPage_KnowsNoPlaces()
    {
        var outside = _folder.File("elsewhere", "x.pth");
        File.WriteAllText(outside, "");
        var places = new ModelFolders(new StudioFolders(_folder.File("data")), null);
        Assert.Equal(outside, new UpscalerCatalog(places).Find("--hr-upscaler", outside));
        Assert.Throws<UserErrorException>(() => new UpscalerCatalog(places, namesNoFiles: true).Find("--hr-upscaler", outside));
    }

    private CheckpointCatalog Catalog(bool isPage) => new(new GenerateRequest { Settings = new GenerationSettings(), ModelPath = "none", NamesNoFiles = isPage }, new StudioFolders(_folder.File("data")));
}
