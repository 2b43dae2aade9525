using Senmitsu.DemoModel.Truth;
using Senmitsu.Models.Clip;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>
/// Trains a text encoder until the facts of a portrait can be read from its caption. Like Stable Diffusion's it is finished before anything is
/// painted: trained only together with a denoising network, it gave words such as "smiling" and "sad" the same vectors, and no picture obeyed them.
/// Owns the network.
/// </summary>
public sealed class TextEncoderTraining : IDisposable
{
    private const string HeadPrefix = "head.";
    private const double MeanDecay = 0.99;

    private readonly TextEncoderTrainingSettings _settings;
    private readonly PortraitSource _portraits;
    private readonly ClipTokenizer _tokenizer;
    private readonly ClipTextEncoder _encoder;
    private readonly Tensor _headWeight, _headBias;

    /// <summary>Creates the network.</summary>
    /// <param name="settings">Sizes and lengths.</param>
    /// <param name="portraits">The portraits, for their captions.</param>
    /// <param name="tokenizer">Reads captions.</param>
    /// <param name="dataType">dtype to compute in.</param>
    public TextEncoderTraining(TextEncoderTrainingSettings settings, PortraitSource portraits, ClipTokenizer tokenizer, ScalarType dataType)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(tokenizer);
        (_settings, _portraits, _tokenizer) = (settings, portraits, tokenizer);
        var encoder = new FreshWeights(settings.Seed, dataType);
        _encoder = new ClipTextEncoder(ConfigFor(settings, tokenizer), encoder);
        var head = new FreshWeights(settings.Seed + 1, ScalarType.Float32);
        _headWeight = head.Read($"{HeadPrefix}weight", FactAnswers.Count, settings.Config.Width);
        _headBias = head.Read($"{HeadPrefix}bias", FactAnswers.Count);
        Weights = new FlatWeights([.. encoder.Leaves, .. head.Leaves], MeanDecay);
    }

    /// <summary>Weights of the encoder, and of the answers that are read from it while it is trained.</summary>
    public FlatWeights Weights { get; }

    /// <summary>Sizes for a vocabulary.</summary>
    public static ClipTextConfig ConfigFor(TextEncoderTrainingSettings settings, ClipTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(tokenizer);
        return settings.Config with { Vocabulary = tokenizer.EndOfText + 1 };
    }

    /// <summary>One step.</summary>
    /// <returns>Cross entropy of the facts, nats, the mean over all of them; captions leave some out, so that it never falls to 0.</returns>
    public float Step()
    {
        using var scope = NewDisposeScope();
        var step = Weights.Step;
        var first = (long)step * _settings.Batch; // every portrait is a new one: painting them is not needed
        var numbers = Enumerable.Range(0, _settings.Batch).Select(i => first + i).ToArray();
        var windows = numbers.Select(number => _tokenizer.EncodePadded(_portraits.Caption(number, 0))).ToList();
        var lengths = windows.Select(window => Array.IndexOf([.. window], _tokenizer.EndOfText)).ToList();
        var length = lengths.Max();
        var ids = tensor(windows.SelectMany(window => window.Take(length).Select(id => (long)id)).ToArray(), [numbers.Length, length]);
        var isWord = arange(length, ScalarType.Int64).unsqueeze(0).lt(tensor(lengths.Select(value => (long)value).ToArray()).unsqueeze(1)).to(ScalarType.Float32).unsqueeze(2); // [B, T, 1]

        var words = _encoder.Forward(ids).to(ScalarType.Float32).mul(isWord).sum(1).div(isWord.sum(1)); // [B, D]
        var answers = words.matmul(_headWeight.t()).add(_headBias);
        var loss = FactAnswers.Loss(answers, [.. numbers.Select(_portraits.Facts)]);
        loss.backward();
        Weights.Update(new CosineRate(_settings.LearningRate, _settings.Steps).At(step));
        return loss.item<float>();
    }

    /// <summary>The running mean of the encoder's weights.</summary>
    /// <returns>Module key → float32, a copy. Caller owns it.</returns>
    public WeightSet Encoder()
    {
        using var all = Weights.Mean();
        return new WeightSet(all.Tensors.Where(pair => !pair.Key.StartsWith(HeadPrefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => pair.Value.clone(), StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        _headWeight.Dispose();
        _headBias.Dispose();
        _encoder.Dispose();
    }
}
