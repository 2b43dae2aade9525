using Senmitsu.Formats.Safetensors;
using Senmitsu.Studio.Models;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Models;

public sealed class LoraCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Match_ByPathNameAliasAndHash_FindsTheFile()
    {
        var plain = Lora(1, null, "plain.safetensors");
        var aliased = Lora(2, "ai_model_v1", "people", "v1-000010.safetensors");
        var catalog = new LoraCatalog([_folder.Path]);
        Assert.Equal(plain, catalog.Find("plain"));
        Assert.Equal(aliased, catalog.Find("v1-000010"));
        Assert.Equal(aliased, catalog.Find("people/v1-000010"));
        Assert.Equal(aliased, catalog.Find("ai_model_v1"));
        Assert.Equal(plain, catalog.Find(LoraCatalog.Hash(plain, CancellationToken.None)));
        Assert.Equal(plain, catalog.Find(LoraCatalog.Hash(plain, CancellationToken.None)[..8]));
    }

    [Fact]
    public void Match_OfUnknownName_SaysSo()
    {
        Lora(1, null, "plain.safetensors");
        var match = new LoraCatalog([_folder.Path]).Match("Plain", CancellationToken.None);
        Assert.Null(match.Path);
        Assert.Equal("Lora not found: Plain", match.Note);
    }

    [Fact]
    public void Match_OfNameThatTwoFilesHave_TakesOneAndNamesBoth()
    {
        var first = Lora(1, null, "a", "style.safetensors");
        var second = Lora(2, null, "b", "style.safetensors");
        var match = new LoraCatalog([_folder.Path]).Match("style", CancellationToken.None);
        Assert.Equal(first, match.Path);
        Assert.Contains(first, match.Note, StringComparison.Ordinal);
        Assert.Contains(second, match.Note, StringComparison.Ordinal);
        Assert.Contains("write a/style", match.Note, StringComparison.Ordinal);
        Assert.Equal(second, new LoraCatalog([_folder.Path]).Match("b/style", CancellationToken.None).Path);
    }

    [Fact]
    public void Match_FileNameWinsOverAlias()
    {
        Lora(1, "style", "other.safetensors");
        var named = Lora(2, null, "style.safetensors");
        Assert.Equal(new LoraMatch(named, null), new LoraCatalog([_folder.Path]).Match("style", CancellationToken.None));
    }

    [Fact]
    public void Match_BesideDamagedFile_StillFinds()
    {
        File.WriteAllText(_folder.File("broken.safetensors"), "no model");
        File.WriteAllText(_folder.File("broken.pt"), "no model either");
        var aliased = Lora(2, "ai_model_v1", "v1.safetensors");
        Assert.Equal(aliased, new LoraCatalog([_folder.Path]).Find("ai_model_v1"));
    }

    private string Lora(byte content, string? alias, params string[] parts)
    {
        var path = _folder.File(parts);
        SafetensorsWriter.Write(path, [new TensorData("lora_unet_mid_block_attentions_0_proj_in.lora_down.weight", TensorDataType.UInt8, [1], new[] { content })], alias is null ? null : new Dictionary<string, string> { ["ss_output_name"] = alias });
        return path;
    }
}
