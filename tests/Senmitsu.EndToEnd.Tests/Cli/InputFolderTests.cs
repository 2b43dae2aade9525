using System.Text.Json;
using Senmitsu.EndToEnd.Tests.Testing;

namespace Senmitsu.EndToEnd.Tests.Cli;

/// <summary>img2img over a folder of pictures.</summary>
public sealed class InputFolderTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public InputFolderTests()
    {
        foreach (var name in new[] { "a.png", "日本.png" }) PlainPng.Write(_workspace.File("in", name), 96, 64, (x, y) => ((byte)(x * 2), (byte)(y * 3), 90));
        File.WriteAllText(_workspace.File("in", "b.jpg"), "no picture");
        File.WriteAllText(_workspace.File("in", "notes.txt"), "not looked at");
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task InputFolder_MakesResultsOfTheSameNamesAndSkipsTheBroken()
    {
        var result = (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick("--input-dir", _workspace.File("in"), "--resize-by", "1", "--json")])).Succeeded();
        Assert.Equal(["a.png", "日本.png"], _workspace.Names("pictures"));
        using var answer = JsonDocument.Parse(result.Output);
        Assert.Contains("b.jpg", Assert.Single(answer.RootElement.GetProperty("notes").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal((96, 64), PlainPng.Read(_workspace.File("pictures", "a.png")) is var (width, height, _) ? (width, height) : default);

        (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick("--input-dir", _workspace.File("in"), "--batch-size", "2")])).Succeeded();
        (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick("--input-dir", _workspace.File("in"))])).Succeeded();
        Assert.Equal(["a-1.png", "a-2.png", "a-3.png", "a.png", "日本-1.png", "日本-2.png", "日本-3.png", "日本.png"], _workspace.Names("pictures"));
    }

    [Fact]
    public async Task MaskFolder_FindsMasksByNameAndSkipsPicturesWithout()
    {
        PlainPng.Write(_workspace.File("masks", "a.png"), 96, 64, (x, _) => x < 48 ? ((byte)255, (byte)255, (byte)255) : ((byte)0, (byte)0, (byte)0));
        PlainPng.Write(_workspace.File("masks", "other.png"), 96, 64, (_, _) => (0, 0, 0));
        var result = (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick("--input-dir", _workspace.File("in"), "--mask-dir", _workspace.File("masks"), "--resize-by", "1", "--mask-blur", "0")])).Succeeded();
        Assert.Equal(["a.png"], _workspace.Names("pictures"));
        Assert.Contains("there is no mask of its name", result.Error, StringComparison.Ordinal);
        var (_, _, pixels) = PlainPng.Read(_workspace.File("pictures", "a.png"));
        for (var x = 48; x < 96; x++) Assert.Equal([(byte)(x * 2), (byte)30, (byte)90], pixels.AsSpan(((10 * 96) + x) * 3, 3).ToArray());
        Assert.NotEqual([(byte)20, (byte)30, (byte)90], pixels.AsSpan(((10 * 96) + 10) * 3, 3).ToArray());
    }

    [Theory]
    [InlineData("holds no pictures", "--input-dir", "empty")]
    [InlineData("does not exist", "--input-dir", "nowhere")]
    [InlineData("no picture in it could be used", "--input-dir", "broken")]
    [InlineData("makes no grids", "--input-dir", "in", "--grid")]
    [InlineData("both given", "--input-dir", "in", "--init-image", "in/a.png")]
    public async Task UnusableFolders_AreRefused(string part, params string[] options)
    {
        Directory.CreateDirectory(_workspace.File("empty"));
        await File.WriteAllTextAsync(_workspace.File("broken", "x.png"), "no picture", TestContext.Current.CancellationToken);
        (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick(options)])).Refused(part);
        Assert.Empty(_workspace.Names("pictures"));
    }

    [Fact]
    public async Task WithoutAnyPicture_TheOptionsAreNamed() => (await _workspace.Cli.RunAsync(["img2img", .. _workspace.Quick()])).Refused("--init-image", "--input-dir");
}
