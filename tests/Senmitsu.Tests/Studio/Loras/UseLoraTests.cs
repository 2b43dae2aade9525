using Senmitsu.Formats.Safetensors;
using Senmitsu.Studio;
using Senmitsu.Studio.Loras;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Loras;

public sealed class UseLoraTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StudioFolders _folders;
    private readonly UseLora _use;

    public UseLoraTests()
    {
        _folders = new StudioFolders(_folder.File("data"));
        _use = new UseLora(_folders);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_LaterSaveOfTheSameTraining_ReplacesTheEarlierOne()
    {
        Assert.Equal("dog", _use.Run(Save(1, "5")));
        var later = Save(2, "5");
        Assert.Equal("dog", _use.Run(later));
        Assert.Equal(File.ReadAllBytes(later), File.ReadAllBytes(Assert.Single(Directory.GetFiles(_folders.Loras))));
    }

    [Fact]
    public void Run_WhereAnotherLoraHasTheName_KeepsBoth()
    {
        _use.Run(Save(1, "5"));
        var other = Save(2, "6");
        Assert.Equal("dog-2", _use.Run(other));
        Assert.Equal("dog-2", _use.Run(other)); // once is enough
        Assert.Equal("dog-3", _use.Run(Save(3, null))); // whose training is not known
        Assert.Equal("dog-3", _use.Run(Save(3, null)));
        Assert.Equal("dog", _use.Run(Save(1, "5")));
        Assert.Equal(["dog-2.safetensors", "dog-3.safetensors", "dog.safetensors"], Directory.GetFiles(_folders.Loras).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Run_WhereAnyOtherFileHasTheName_KeepsIt()
    {
        var taken = Path.Combine(Directory.CreateDirectory(_folders.Loras).FullName, "dog.safetensors");
        File.WriteAllText(taken, "no LoRA at all");
        Assert.Equal("dog-2", _use.Run(Save(1, "5")));
        Assert.Equal("no LoRA at all", File.ReadAllText(taken));
    }

    private string Save(byte weight, string? session)
    {
        var path = _folder.File("saves", "dog.safetensors");
        SafetensorsWriter.Write(path, [new("x", TensorDataType.UInt8, [1], new[] { weight })], session is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["ss_session_id"] = session, ["ss_output_name"] = "dog" });
        return path;
    }
}
