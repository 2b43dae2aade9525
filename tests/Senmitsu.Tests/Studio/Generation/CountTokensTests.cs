using Senmitsu.Generation.Settings;
using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Generation;

public sealed class CountTokensTests
{
    [Theory]
    [InlineData("", 0, 75)]
    [InlineData("a cat", 2, 75)]
    [InlineData("<lora:x:1> (a cat:1.2) # not read", 2, 75)]
    [InlineData("a cat BREAK a dog", 77, 150)]
    [InlineData("[cat|black dog|fox]", 2, 75)]
    public void Run_Prompt_CountsAsAutomatic1111Shows(string prompt, int count, int places)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Golden.Reference("clip-tokenizer"))) File.Copy(file, folder.File("models", "tokenizer", "clip-vit-large-patch14", Path.GetFileName(file)));
        Assert.Equal((count, places), new CountTokens(new StudioFolders(folder.Path), _ => null).Run(prompt, new PromptSettings(), null, null));
    }

    [Fact]
    public void Run_WithoutTokenizer_HasNoCount()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(new CountTokens(new StudioFolders(folder.Path), name => name is "HF_HUB_CACHE" or "HF_HOME" ? folder.Path : null).Run("a cat", new PromptSettings(), null, null));
    }
}
