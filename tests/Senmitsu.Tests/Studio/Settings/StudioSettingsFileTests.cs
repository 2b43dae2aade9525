using System.Text;
using Senmitsu.Studio.Settings;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Settings;

public sealed class StudioSettingsFileTests
{
    [Fact]
    public void Change_FileOfAutomatic1111_KeepsItsOtherKeys()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("config.json");
        File.WriteAllText(path, """{"sd_model_checkpoint": "a.safetensors [6ce0161689]", "CLIP_stop_at_last_layers": 2, "samples_format": "jpg", "grid_save": false}""");
        var file = new StudioSettingsFile(path);
        Assert.Equal(("a.safetensors [6ce0161689]", 2, false), (file.Current.Checkpoint, file.Current.ClipSkip, file.Current.MakesGrid));
        var told = 0;
        file.Changed += () => told++;
        file.Change(settings => settings with { ClipSkip = 3, Device = "cpu" });
        var again = new StudioSettingsFile(path).Current;
        Assert.Equal((3, "cpu", 1), (again.ClipSkip, again.Device, told));
        Assert.Contains("\"samples_format\": \"jpg\"", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("""{"CLIP_stop_at_last_layers": 99, "sd_model_checkpoint": 5, "senmitsu_precision": "fp1"}""")]
    public void Current_DamagedFile_IsTheDefault(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("config.json");
        File.WriteAllText(path, text);
        Assert.Equal(new StudioSettings(), new StudioSettingsFile(path).Current);
    }

    [Fact]
    public void Change_FileOfNotepad_KeepsItsKeys()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("config.json");
        File.WriteAllText(path, """{"CLIP_stop_at_last_layers": 2, "samples_format": "jpg"}""", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var file = new StudioSettingsFile(path);
        Assert.Equal(2, file.Current.ClipSkip);
        file.Change(settings => settings with { Device = "cpu" });
        Assert.Contains("\"samples_format\": \"jpg\"", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("""{"samples_format": "jpg",, }""")]
    [InlineData("""{"grid_save": true, "grid_save": false}""")]
    public void Change_DamagedFile_KeepsACopy(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("config.json");
        File.WriteAllText(path, text);
        var file = new StudioSettingsFile(path);
        file.Change(settings => settings with { Device = "cpu" });
        file.Change(settings => settings with { ClipSkip = 2 });
        Assert.Equal(text, File.ReadAllText(path + ".bak"));
        Assert.Equal("cpu", new StudioSettingsFile(path).Current.Device);
    }
}
