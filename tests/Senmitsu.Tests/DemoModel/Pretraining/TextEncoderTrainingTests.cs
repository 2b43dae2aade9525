using Senmitsu.DemoModel.People;
using Senmitsu.DemoModel.Pretraining;
using Senmitsu.DemoModel.Vocabulary;
using Senmitsu.Models.Clip;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.DemoModel.Pretraining;

public sealed class TextEncoderTrainingTests : IDisposable
{
    private static readonly TextEncoderTrainingSettings Small = new() { Config = new ClipTextConfig { Width = 32, Intermediate = 64, Layers = 1, Heads = 2 }, Steps = 150, Batch = 16, LearningRate = 4e-3 };
    private static readonly PortraitSource Portraits = new(7);

    private readonly TemporaryFolder _folder = new();
    private readonly ClipTokenizer _tokenizer;

    public TextEncoderTrainingTests()
    {
        VocabularyMaker.Learn(Enumerable.Range(0, 200).Select(number => Portraits.Caption(number, 0)), 600).Write(_folder.Path);
        _tokenizer = ClipTokenizer.FromFolder(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Words that mean different things must not become one: what they have in common is all that a denoising network could learn of them.</summary>
    [Fact]
    public void Encoder_AfterManySteps_TellsWordsOfEveryFactApart()
    {
        using var scope = NewDisposeScope();
        using var training = new TextEncoderTraining(Small, Portraits, _tokenizer, ScalarType.Float32);
        List<float> losses = [];
        while (training.Weights.Step < Small.Steps) losses.Add(training.Step());
        Assert.True(losses.TakeLast(10).Average() < 0.85 * losses.Take(10).Average(), string.Join(' ', losses));

        using var weights = training.Encoder();
        using var encoder = new ClipTextEncoder(TextEncoderTraining.ConfigFor(Small, _tokenizer), new GivenWeights(weights.Tensors, ScalarType.Float32));
        Differ([.. Enum.GetValues<Expression>().Select(PortraitCaption.Words)]);
        Differ([.. Enum.GetValues<ClothesType>().Select(PortraitCaption.Words)]);
        Differ([.. Enum.GetValues<HairColor>().Select(PortraitCaption.Words)]);

        void Differ(string[] words)
        {
            using var _ = no_grad();
            var last = words.Select(word => _tokenizer.Encode($"portrait, {word}")).Select(ids => encoder.Forward(tensor(ids.Select(id => (long)id).ToArray()).unsqueeze(0)).select(1, ids.Count - 1)).ToList();
            for (var i = 0; i < words.Length; i++)
            {
                for (var j = 0; j < i; j++) Assert.True((last[i] - last[j]).norm().item<float>() > 0.3 * last[i].norm().item<float>(), $"{words[i]} and {words[j]} are almost the same");
            }
        }
    }

    [Fact]
    public void Load_StateOfAStoppedRun_GoesOnToTheSameWeights()
    {
        var state = Path.Combine(_folder.Path, "state.safetensors");
        using var whole = new TextEncoderTraining(Small, Portraits, _tokenizer, ScalarType.Float32);
        for (var i = 0; i < 4; i++)
        {
            if (i == 2) whole.Weights.Save(state);
            whole.Step();
        }

        using var resumed = new TextEncoderTraining(Small, Portraits, _tokenizer, ScalarType.Float32);
        resumed.Weights.Load(state);
        for (var i = 2; i < 4; i++) resumed.Step();
        using WeightSet first = whole.Encoder(), second = resumed.Encoder();
        Assert.Equal(first.Tensors.Keys.Order(), second.Tensors.Keys.Order());
        Assert.DoesNotContain(first.Tensors.Keys, key => key.StartsWith("head.", StringComparison.Ordinal));
        Assert.All(first.Tensors, pair => Assert.Equal(0, pair.Value.sub(second.Tensors[pair.Key]).abs().max().item<float>()));
    }
}
