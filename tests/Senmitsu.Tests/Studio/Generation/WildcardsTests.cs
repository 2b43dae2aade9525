using Senmitsu.Studio;
using Senmitsu.Studio.Generation;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Generation;

public sealed class WildcardsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _unknown = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Expand_OfOneSeed_ChoosesTheSameLinesAndOthersForOtherSeeds()
    {
        File.WriteAllText(_folder.File("animals", "cats.txt"), "# cats\n猫\n\ntabby\nlynx __colour__\n");
        File.WriteAllText(_folder.File("colour.txt"), "red\nblue");
        var texts = Enumerable.Range(0, 40).Select(seed => Expand("a __animals/cats__", seed)).ToList();
        Assert.Equal(texts, Enumerable.Range(0, 40).Select(seed => Expand("a __animals/cats__", seed)));
        Assert.Equal(["a lynx blue", "a lynx red", "a tabby", "a 猫"], texts.Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(_unknown);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("../outside")]
    public void Expand_OfANameWithoutAFile_KeepsAndSaysIt(string name)
    {
        File.WriteAllText(_folder.File("outside.txt"), "secret");
        Assert.Equal($"a __{name}__ b", new Wildcards(Path.Combine(_folder.Path, "inside")).Expand($"a __{name}__ b", 1, _unknown.Add));
        Assert.Equal([name], _unknown);
    }

    [Fact]
    public void Expand_OfAFileThatCallsItself_IsRefused()
    {
        File.WriteAllText(_folder.File("loop.txt"), "again __loop__");
        Assert.Contains("calls itself", Assert.Throws<UserErrorException>(() => Expand("__loop__", 1)).Message, StringComparison.Ordinal);
    }

    private string Expand(string prompt, long seed) => new Wildcards(_folder.Path).Expand(prompt, seed, _unknown.Add);
}
