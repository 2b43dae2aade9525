using Senmitsu.Formats.Safetensors;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Training;
using Senmitsu.Tests.Models;
using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using Senmitsu.Training.Datasets;
using Senmitsu.Training.Events;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;

namespace Senmitsu.Tests.Studio.Training;

/// <summary>Whole runs on base models of other kinds than the tiny checkpoint of Stable Diffusion 1.5.</summary>
public sealed class TrainLoraTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, false, "sd_v2", "stable-diffusion-v2-512/lora", "epsilon")]
    [InlineData(false, true, "sd_v2_v", "stable-diffusion-v2-768-v/lora", "v")]
    public async Task RunAsync_OnStableDiffusion2_WritesItsKeysAndMetadata(bool isTold, bool predictsVelocity, string version, string architecture, string prediction)
    {
        var model = _folder.File("sd2.safetensors");
        TinyStableDiffusion2.Write(model, vocabulary: 49408);
        var events = await Run(model, isTold, predictsVelocity);
        Assert.Equal(!isTold, events.OfType<Noted>().Any(note => note.Text.Contains("so v2 is set", StringComparison.Ordinal)));
        using var file = SafetensorsFile.Open(_folder.File("out", "run.safetensors"));
        Assert.Equal(("True", version), (file.Metadata["ss_v2"], file.Metadata["ss_base_model_version"]));
        Assert.Equal((architecture, prediction), (file.Metadata["modelspec.architecture"], file.Metadata["modelspec.prediction_type"]));
        Assert.Equal([4, 128], file.Tensors[$"lora_te_text_model_encoder_layers_{TinyStableDiffusion2.TextLayers - 2}_self_attn_q_proj.lora_down.weight"].Shape);
        Assert.DoesNotContain(file.Tensors.Keys, key => key.Contains($"layers_{TinyStableDiffusion2.TextLayers - 1}_", StringComparison.Ordinal));
        Assert.Equal([4, 64], file.Tensors["lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight"].Shape); // linear in 2.x
    }

    [Fact]
    public async Task RunAsync_WithV2OnStableDiffusion1_SaysWhatTheCheckpointIs()
    {
        var error = await Assert.ThrowsAsync<UserErrorException>(() => Run(TinyModel.Path, isVersion2: true, predictsVelocity: false));
        Assert.Contains("is Stable Diffusion 1.x", error.Message, StringComparison.Ordinal);
        Assert.Contains("Leave --v2 out", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("out", "run.safetensors")));
    }

    [Fact]
    public async Task RunAsync_WithACaptionThatIsTooLong_SaysWhereItIsCut()
    {
        var events = await Run(TinyModel.Path, isVersion2: false, predictsVelocity: false, caption: string.Join(", ", Enumerable.Repeat("tag", 80)));
        Assert.Contains(events.OfType<Noted>(), note => note.Text == "captions with more than 150 tokens are cut there: a.png (159); shorten them, or train with max_token_length 150 or 225");
    }

    [Fact]
    public async Task RunAsync_WhoseUpdateGivesNoNumbers_WritesNoneOfThem()
    {
        var error = await Assert.ThrowsAsync<TrainingDivergedException>(() => Run(TinyModel.Path, isVersion2: false, predictsVelocity: false, change: settings => settings with
        {
            Optimizer = new() { Constants = new AdamWSettings { Epsilon = 0 } }, // 0 / 0 where a gradient is 0, as the downs' are in the first step
            State = new() { SaveStateEveryNMinutes = 1e-9 }, // a state after each update
        }));
        Assert.StartsWith("the weights became NaN or infinite at step 1 (pictures: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.File("out", "x")[..^2], "*.safetensors", SearchOption.AllDirectories));
    }

    [Fact]
    public void Plan_WithAModelOfTheHub_SaysHowToGetIt()
    {
        var error = Assert.Throws<UserErrorException>(() => TrainLora.Plan(Settings("runwayml/stable-diffusion-v1-5"), TestContext.Current.CancellationToken));
        Assert.Contains("nothing is downloaded by that name. Use 'senmitsu models pull runwayml/stable-diffusion-v1-5:FILE.safetensors'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("models pull", Assert.Throws<UserErrorException>(() => TrainLora.Plan(Settings("models/lost.safetensors"), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_OfAWrongFolder_OffersToFixIt()
    {
        File.WriteAllBytes(_folder.File("img", "a.png"), ImageFile.EncodePng(new PixelImage(64, 64)));
        var error = Assert.Throws<DatasetException>(() => TrainLora.Plan(Settings(TinyModel.Path), TestContext.Current.CancellationToken));
        Assert.Contains("found 1 picture directly in", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Or add --fix: it trains from a right folder built beside this one and changes nothing here.", error.Message, StringComparison.Ordinal);
        File.Delete(_folder.File("img", "a.png"));
        Assert.DoesNotContain("--fix", Assert.Throws<DatasetException>(() => TrainLora.Plan(Settings(TinyModel.Path), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal); // nothing to build from
    }

    private async Task<List<TrainingEvent>> Run(string model, bool isVersion2, bool predictsVelocity, string caption = "a photo", Func<TrainingSettings, TrainingSettings>? change = null)
    {
        await File.WriteAllBytesAsync(_folder.File("img", "1_x", "a.png"), ImageFile.EncodePng(new PixelImage(64, 64)), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder.File("img", "1_x", "a.txt"), caption, TestContext.Current.CancellationToken);
        var settings = Settings(model);
        if (change is not null) settings = change(settings);
        var events = new EventList();
        using var services = new StudioServices(_folder.File("data", "x")[..^2], _ => null, TimeProvider.System);
        await services.TrainLora.RunAsync(settings with { Model = settings.Model with { IsVersion2 = isVersion2, PredictsVelocity = predictsVelocity } }, events, TestContext.Current.CancellationToken);
        return events.Events;
    }

    private TrainingSettings Settings(string model) => new()
    {
        Model = new() { PretrainedModelNameOrPath = model, TokenizerDirectory = Golden.Reference("clip-tokenizer") },
        Dataset = new() { TrainDataDir = _folder.File("img", "x")[..^2], Resolution = new ImageSize(64, 64), CaptionExtension = ".txt", MaxTokenLength = 150 },
        LearningRate = new() { LearningRate = 1e-3 },
        Run = new() { MaxTrainSteps = 2, Seed = 1, Device = "cpu", MixedPrecision = MixedPrecision.No },
        Output = new() { OutputDir = _folder.File("out", "x")[..^2], OutputName = "run" },
    };

    private sealed class EventList : IProgress<TrainingEvent>
    {
        public List<TrainingEvent> Events { get; } = [];

        public void Report(TrainingEvent value) => Events.Add(value);
    }
}
