using Senmitsu.Formats.Kohya;
using Senmitsu.Training.Settings.Kohya;
using Senmitsu.Tests.Testing;
using Senmitsu.Web.Training;

namespace Senmitsu.Tests.Web.Training;

public sealed class TrainingFormTests
{
    [Fact]
    public void Load_KohyasOwnFile_KeepsItsValuesThroughSaving()
    {
        var form = new TrainingForm();
        form.Load(File.ReadAllText(Golden.Reference("kohya-configs", "Standard-AdamW.json")), "Standard-AdamW.json");
        var again = new TrainingForm();
        again.Load(form.Save(), "again.json");
        Assert.Equal(form.Save(), again.Save());
        Assert.Equal(2, again.Number("clip_skip"));
        Assert.Equal(0.05, again.Number("caption_dropout_rate"));
    }

    [Fact]
    public void ToConfig_WithPathsFromAFile_TakesNoneOfThem()
    {
        var form = new TrainingForm();
        form.Load("""{"output_dir": "/elsewhere", "train_data_dir": "/elsewhere", "vae": "/elsewhere", "resume": "/elsewhere", "additional_parameters": "--output_dir=/elsewhere", "network_weights": "/elsewhere"}""", "hostile.json");
        var config = form.ToConfig("model.safetensors", "pictures", "out");
        Assert.DoesNotContain("elsewhere", KohyaJsonFile.Format(config), StringComparison.Ordinal);
        Assert.Equal("out", config.Values["output_dir"].Raw);
    }

    [Theory]
    [InlineData(128, 128)] // the built-in model: no preset asks for more than a checkpoint was trained for
    [InlineData(512, 256)]
    public void ToConfig_OfEveryPreset_CanBeTrained(int side, int quick)
    {
        var first = new TrainingForm();
        TrainingPreset.Quick.Apply(first, side);
        Assert.Equal($"{quick},{quick}", first.Text("max_resolution"));
        foreach (var preset in TrainingPreset.All)
        {
            var form = new TrainingForm();
            preset.Apply(form, side);
            form.Set("sample_prompts", "dog6, a dog");
            Assert.True(preset.IsIn(form, side));
            var import = KohyaFiles.Understand(form.ToConfig("model.safetensors", "pictures", "out"), []);
            Assert.Empty(import.Problems);
            Assert.Equal(preset.Epochs, import.Settings.Run.MaxTrainEpochs);
            Assert.Equal(preset.Rank, import.Settings.Network.Rank);
        }
    }

    [Fact]
    public void Sections_NameEveryFieldOnce()
    {
        var keys = TrainingSections.All.SelectMany(section => section.Fields).Select(field => field.Key).ToList();
        Assert.Equal(keys.Distinct(), keys);
        Assert.All(keys, key => Assert.Contains(key, KohyaGuiKeys.Defaults.Keys));
    }
}
