using Senmitsu.Studio.Tokenizers;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Tokenizers;

public sealed class TokenizerLocatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TokenizerSearch _search;

    public TokenizerLocatorTests() => _search = new TokenizerSearch
    {
        DataFolder = In("data"),
        ModelFile = In("webui/models/Stable-diffusion/mine/model.safetensors"),
        HubCache = In("hub"),
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_Everywhere_GoesByTheDocumentedOrder()
    {
        // From the last place to the first: each new one must win over those before.
        string[] places =
        [
            "webui/openai/clip-vit-large-patch14",
            "comfy/comfy/sd1_tokenizer",
            "hub/models--openai--clip-vit-large-patch14/snapshots/abc",
            "data/models/tokenizer/clip-vit-large-patch14",
            "webui/models/Stable-diffusion/mine/tokenizer",
            "webui/models/Stable-diffusion/mine",
        ];
        var search = _search with { ModelsFolder = In("comfy/models") };
        Assert.Null(TokenizerLocator.Find(search));
        foreach (var place in places)
        {
            Put(place);
            Assert.Equal(In(place), TokenizerLocator.Find(search));
        }

        Put("given/tokenizer");
        Assert.Equal(In("given/tokenizer"), TokenizerLocator.Find(search with { ExplicitFolder = In("given") }));
    }

    [Theory]
    [InlineData("webui/repositories/clip-vit-large-patch14")]
    [InlineData("webui/backend/huggingface/runwayml/stable-diffusion-v1-5/tokenizer")]
    [InlineData("comfy/sd1_tokenizer")]
    public void Find_AboveTheModel_KnowsOtherPrograms(string place)
    {
        Put(place);
        Assert.Equal(In(place), TokenizerLocator.Find(_search));
    }

    [Theory]
    [InlineData("cache/openai_clip-vit-large-patch14")]
    [InlineData("cache/stabilityai_stable-diffusion-2")]
    [InlineData("cache")]
    public void Find_InTheCacheOfSdScripts_ComesFirst(string place)
    {
        Put("webui/models/Stable-diffusion/mine");
        Put(place);
        var search = _search with { CacheFolder = In("cache") };
        Assert.Equal(In(place), TokenizerLocator.Find(search));
        Assert.True(TokenizerLocator.IsCached(search));
    }

    [Fact]
    public void Find_EmptyCacheOfSdScripts_LooksElsewhere()
    {
        Put("webui/models/Stable-diffusion/mine");
        Directory.CreateDirectory(In("cache"));
        var search = _search with { CacheFolder = In("cache") };
        Assert.Equal(In("webui/models/Stable-diffusion/mine"), TokenizerLocator.Find(search));
        Assert.False(TokenizerLocator.IsCached(search));
    }

    [Fact]
    public void Find_ExplicitFolderWithoutFiles_ThrowsInsteadOfSearching()
    {
        Put("data/models/tokenizer/clip-vit-large-patch14");
        Put("given");
        File.WriteAllText(Path.Combine(In("given"), "merges.txt"), "");
        var error = Assert.Throws<TokenizerException>(() => TokenizerLocator.Find(_search with { ExplicitFolder = In("given") }));
        Assert.Equal(TokenizerFault.NotFound, error.Fault);
        Assert.StartsWith(In("given"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SeveralSnapshots_TakesTheCurrentOne()
    {
        const string Repository = "hub/models--openai--clip-vit-large-patch14";
        Put(Repository + "/snapshots/aaa");
        Put(Repository + "/snapshots/bbb");
        Directory.CreateDirectory(In(Repository + "/refs"));
        File.WriteAllText(In(Repository + "/refs/main"), "bbb\n");
        Assert.Equal(In(Repository + "/snapshots/bbb"), TokenizerLocator.Find(_search));
    }

    [Fact]
    public void FromEnvironment_Variables_FollowHuggingFace()
    {
        static TokenizerSearch From(params (string Name, string Value)[] variables) =>
            TokenizerSearch.FromEnvironment("/data", name => variables.FirstOrDefault(v => v.Name == name).Value);

        Assert.EndsWith(Path.Combine(".cache", "huggingface", "hub"), From().HubCache, StringComparison.Ordinal);
        Assert.Equal(TokenizerSearch.DefaultEndpoint, From(("HF_ENDPOINT", "")).Endpoint);
        Assert.Equal(Path.Combine("/home", "hub"), From(("HF_HOME", "/home")).HubCache);
        Assert.Equal(Path.Combine("/xdg", "huggingface", "hub"), From(("XDG_CACHE_HOME", "/xdg")).HubCache);
        var all = From(("HF_HOME", "/home"), ("HF_HUB_CACHE", "/hub"), ("HF_ENDPOINT", "https://mirror"), ("HF_HUB_OFFLINE", "true"));
        Assert.Equal(("/hub", "https://mirror", true), (all.HubCache, all.Endpoint, all.IsOffline));
    }

    private string In(string path) => Path.Combine([_folder.Path, .. path.Split('/')]);

    private void Put(string folder)
    {
        Directory.CreateDirectory(In(folder));
        foreach (var file in TokenizerFile.All) File.WriteAllText(Path.Combine(In(folder), file.Name), "x");
    }
}
