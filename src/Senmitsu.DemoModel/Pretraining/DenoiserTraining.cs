using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models.Clip;
using Senmitsu.Models.Unet;
using Senmitsu.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>Trains a denoising network on encoded portraits and what a finished text encoder makes of their captions (Ho et al. 2020, 2006.11239). Owns both networks.</summary>
public sealed class DenoiserTraining : IDisposable
{
    private const double MeanDecay = 0.998;

    private readonly DenoiserTrainingSettings _settings;
    private readonly LatentLibrary _library;
    private readonly PortraitSource _portraits;
    private readonly ClipTokenizer _tokenizer;
    private readonly ClipTextEncoder _textEncoder;
    private readonly Unet _unet;
    private readonly Tensor _alphasCumprod;
    private readonly Tensor _lossMap;
    private readonly Tensor _timestepWeights;
    private (int Epoch, long[] People) _order = (-1, []);

    /// <summary>Creates the networks.</summary>
    /// <param name="settings">Sizes and lengths.</param>
    /// <param name="library">Encoded portraits. Borrowed.</param>
    /// <param name="portraits">The portraits, for their captions.</param>
    /// <param name="tokenizer">Reads captions.</param>
    /// <param name="textEncoder">Understands them. Owned from now on.</param>
    /// <param name="dataType">dtype to compute in.</param>
    /// <param name="start">The model that is trained on, or <see langword="null"/> for a fresh network. Borrowed by the constructor.</param>
    public DenoiserTraining(DenoiserTrainingSettings settings, LatentLibrary library, PortraitSource portraits, ClipTokenizer tokenizer, ClipTextEncoder textEncoder, ScalarType dataType, StartingModel? start = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _library, _portraits, _tokenizer, _textEncoder) = (settings, library, portraits, tokenizer, textEncoder);
        var unet = new FreshWeights(settings.Seed + 1, dataType, start?.Unet);
        _unet = new Unet(settings.Unet, unet);
        start?.Unet.ThrowIfMismatch();
        Weights = new FlatWeights([.. unet.Leaves], MeanDecay);
        _lossMap = PortraitLossMap.ForLatents(library.Latents.shape[2], library.Latents.shape[3], settings.FaceWeight, settings.ClothesWeight).DetachFromDisposeScope();
        _alphasCumprod = NoiseSchedule.Training.AlphasCumprodOn(CPU).DetachFromDisposeScope();
        _timestepWeights = TimestepWeights(_alphasCumprod, start is null ? settings.LeastSignal : settings.LaterLeastSignal);
    }

    /// <summary>Weights of the denoising network.</summary>
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
        var people = _settings.Batch / _settings.Takes;
        var numbers = Numbers(step, people);
        var latent = _library.Latents.index_select(0, tensor(numbers));
        var timesteps = OfEveryTake(Spread(people, generator));
        var noise = OfEveryTake(randn([people, .. latent.shape[1..]], generator: generator));
        var noisy = ForwardDiffusion.AddNoise(latent, noise, _alphasCumprod, timesteps);

        var embedding = Understand(numbers, step, random);
        var predicted = _unet.Forward(noisy, timesteps.to(ScalarType.Float32), embedding);
        var error = predicted.sub(noise).square(); // [B, 4, h, w]
        error.mul(_lossMap).mean([1, 2, 3]).mul(_timestepWeights.index_select(0, timesteps)).mean().backward();
        Weights.Update(new CosineRate(_settings.LearningRate, _settings.Steps).At(step));
        return error.mean().item<float>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _alphasCumprod.Dispose();
        _lossMap.Dispose();
        _timestepWeights.Dispose();
        Weights.Dispose();
        _textEncoder.Dispose();
        _unet.Dispose();
    }

    /// <summary>Weights of the noise's error, so that errors of the picture count alike down to a ratio of signal to noise.</summary>
    /// <returns>[1000] · float32 · mean 1. Caller owns it.</returns>
    private static Tensor TimestepWeights(Tensor alphasCumprod, double leastSignal)
    {
        using var scope = NewDisposeScope();
        var weights = alphasCumprod.div(alphasCumprod.neg().add(1)).clamp_min(leastSignal).reciprocal();
        return weights.div(weights.mean()).to(ScalarType.Float32).DetachFromDisposeScope();
    }

    /// <summary>Timesteps drawn at random from parts of equal length, so that each batch sees little and much noise.</summary>
    /// <returns>[<paramref name="count"/>] · int64 · 0 to 999.</returns>
    private static Tensor Spread(int count, Generator generator) =>
        arange(count, ScalarType.Float64).add(rand([count], ScalarType.Float64, generator: generator)).mul(NoiseSchedule.TimestepCount / (double)count).floor().clamp_max(NoiseSchedule.TimestepCount - 1).to(ScalarType.Int64);

    /// <summary>The same row for each take of a person: what differs between takes is then all that differs between their gradients.</summary>
    private Tensor OfEveryTake(Tensor ofPeople) => ofPeople.repeat_interleave(_settings.Takes, 0);

    /// <summary>Every person once in an epoch, with all takes, in another order each time.</summary>
    private long[] Numbers(int step, int people)
    {
        var stepsInEpoch = Math.Max(_library.Count / (people * _settings.Takes), 1);
        var epoch = step / stepsInEpoch;
        if (_order.Epoch != epoch) _order = (epoch, Order(epoch));
        var first = step % stepsInEpoch * people;
        return [.. Enumerable.Range(0, people).SelectMany(i => Enumerable.Range(0, _settings.Takes).Select(take => (_order.People[(first + i) % _order.People.Length] * _settings.Takes) + take))];
    }

    private long[] Order(int epoch)
    {
        var order = Enumerable.Range(0, _library.Count / _settings.Takes).Select(number => (long)number).ToArray();
        new Random(unchecked((_settings.Seed * 31) + epoch)).Shuffle(order);
        return order;
    }

    /// <returns>[B, 77, D].</returns>
    private Tensor Understand(long[] numbers, int step, Random random)
    {
        using var _ = no_grad();
        var ids = new long[numbers.Length * ClipTokenizer.ContextLength];
        var isNamed = true;
        for (var row = 0; row < numbers.Length; row++)
        {
            if (row % _settings.Takes == 0) isNamed = random.NextDouble() >= _settings.CaptionDropout;
            var caption = isNamed ? _portraits.Caption(numbers[row], step) : "";
            var window = _tokenizer.EncodePadded(caption);
            for (var i = 0; i < window.Length; i++) ids[(row * ClipTokenizer.ContextLength) + i] = window[i];
        }

        return _textEncoder.Forward(tensor(ids, [numbers.Length, ClipTokenizer.ContextLength]));
    }
}
