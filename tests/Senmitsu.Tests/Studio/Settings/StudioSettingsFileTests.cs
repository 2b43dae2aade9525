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
}
