using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models.Clip;
using Senmitsu.Models.Unet;
using Senmitsu.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>Trains a text encoder and a denoising network on encoded portraits (Ho et al. 2020, 2006.11239). Owns both networks.</summary>
public sealed class DenoiserTraining : IDisposable
{
    /// <summary>What the networks' leaves are called in <see cref="FlatWeights"/>.</summary>
    public const string TextPrefix = "text.", UnetPrefix = "unet.";

    private const double MeanDecay = 0.998;

    private readonly DenoiserTrainingSettings _settings;
    private readonly LatentLibrary _library;
    private readonly PortraitSource _portraits;
    private readonly ClipTokenizer _tokenizer;
    private readonly ClipTextEncoder _textEncoder;
    private readonly Unet _unet;
    private readonly Tensor _alphasCumprod;
    private readonly Tensor _lossMap;
    private (int Epoch, long[] Numbers) _order = (-1, []);

    /// <summary>Creates the networks.</summary>
    /// <param name="settings">Sizes and lengths.</param>
    /// <param name="library">Encoded portraits. Borrowed.</param>
    /// <param name="portraits">The portraits, for their captions.</param>
    /// <param name="tokenizer">Reads captions.</param>
    /// <param name="dataType">dtype to compute in.</param>
    /// <param name="start">The model that is trained on, or <see langword="null"/> for fresh networks. Borrowed by the constructor.</param>
    public DenoiserTraining(DenoiserTrainingSettings settings, LatentLibrary library, PortraitSource portraits, ClipTokenizer tokenizer, ScalarType dataType, StartingModel? start = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(tokenizer);
        (_settings, _library, _portraits, _tokenizer) = (settings, library, portraits, tokenizer);
        var text = new FreshWeights(settings.Seed, dataType, start?.Text);
        var unet = new FreshWeights(settings.Seed + 1, dataType, start?.Unet);
        _textEncoder = new ClipTextEncoder(settings.Text with { Vocabulary = tokenizer.EndOfText + 1 }, text);
        _unet = new Unet(settings.Unet, unet);
        start?.ThrowIfMismatch();
        Weights = new FlatWeights([.. text.Leaves.Select(leaf => KeyValuePair.Create(TextPrefix + leaf.Key, leaf.Value)), .. unet.Leaves.Select(leaf => KeyValuePair.Create(UnetPrefix + leaf.Key, leaf.Value))], MeanDecay);
        _lossMap = PortraitLossMap.Create(library.Latents.shape[2], library.Latents.shape[3], settings.FaceWeight, settings.ClothesWeight).DetachFromDisposeScope();
        _alphasCumprod = NoiseSchedule.Training.AlphasCumprodOn(CPU).DetachFromDisposeScope();
    }

    /// <summary>Weights of both networks.</summary>
    public FlatWeights Weights { get; }

    /// <summary>Whether all steps are done.</summary>
    public bool IsFinished => Weights.Step >= _settings.Steps;

    /// <summary>One step.</summary>
    /// <returns>Mean squared error of the predicted noise, not weighted.</returns>
    public float Step()
    {
        using var scope = NewDisposeScope();
        var step = Weights.Step;
        var random = new Random(unchecked((_settings.Seed * 6007) + step));
        using var generator = new Generator((ulong)((_settings.Seed * 1_000_003L) + step), CPU);
        var numbers = Numbers(step);
        var latent = _library.Latents.index_select(0, tensor(numbers));
        var timesteps = randint(0, NoiseSchedule.TimestepCount, [_settings.Batch], ScalarType.Int64, generator: generator);
        var noise = randn(latent.shape, generator: generator);
        var noisy = ForwardDiffusion.AddNoise(latent, noise, _alphasCumprod, timesteps);

        var embedding = _textEncoder.Forward(Tokens(numbers, step, random));
        var predicted = _unet.Forward(noisy, timesteps.to(ScalarType.Float32), embedding);
        var error = predicted.sub(noise).square(); // [B, 4, h, w]
        var weights = MinSnrWeighting.Weights(_alphasCumprod, timesteps, _settings.MinSnrGamma, PredictionType.Epsilon);
        error.mul(_lossMap).mean([1, 2, 3]).mul(weights).mean().backward();
        Weights.Update(new CosineRate(_settings.LearningRate, _settings.Steps, 500).At(step));
        return error.mean().item<float>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _alphasCumprod.Dispose();
        _lossMap.Dispose();
        Weights.Dispose();
        _textEncoder.Dispose();
        _unet.Dispose();
    }

    /// <summary>Every portrait once in an epoch, in another order each time.</summary>
    private long[] Numbers(int step)
    {
        var stepsInEpoch = Math.Max(_library.Count / _settings.Batch, 1);
        var epoch = step / stepsInEpoch;
        if (_order.Epoch != epoch) _order = (epoch, Order(epoch));
        var first = step % stepsInEpoch * _settings.Batch;
        return [.. Enumerable.Range(0, _settings.Batch).Select(i => _order.Numbers[(first + i) % _order.Numbers.Length])];
    }

    private long[] Order(int epoch)
    {
        var order = Enumerable.Range(0, _library.Count).Select(number => (long)number).ToArray();
        new Random(unchecked((_settings.Seed * 31) + epoch)).Shuffle(order);
        return order;
    }

    private Tensor Tokens(long[] numbers, int step, Random random)
    {
        var ids = new long[numbers.Length * ClipTokenizer.ContextLength];
        for (var row = 0; row < numbers.Length; row++)
        {
            var caption = random.NextDouble() < _settings.CaptionDropout ? "" : _portraits.Caption(numbers[row], step);
            var window = _tokenizer.EncodePadded(caption);
            for (var i = 0; i < window.Length; i++) ids[(row * ClipTokenizer.ContextLength) + i] = window[i];
        }

        return tensor(ids, [numbers.Length, ClipTokenizer.ContextLength]);
    }
}
