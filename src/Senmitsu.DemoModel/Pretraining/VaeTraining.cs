using Senmitsu.DemoModel.Truth;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Vae;
using Senmitsu.Numerics;
using Senmitsu.Numerics.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>
/// Trains an autoencoder on portraits: first on pieces, which is cheaper for each picture seen, then on whole ones; a finished one is trained on with whole ones.
/// Owns the network.
/// </summary>
public sealed class VaeTraining : IDisposable
{
    /// <summary>Share of the run that trains on pieces; the rest teaches the normalizations what whole pictures are like.</summary>
    private const double PieceShare = 0.8;

    private const int PieceSide = 64, PiecesPerPortrait = 2;
    private const double EdgeWeight = 1.0, SquareWeight = 2.0, DivergenceWeight = 3e-4, MeanDecay = 0.999;

    private readonly VaeTrainingSettings _settings;
    private readonly PortraitSource _portraits;
    private readonly Tensor _places = PortraitLossMap.ForPixels(PortraitProbe.Side);
    private readonly int _pieceSteps;
    private readonly double _learningRate, _latentScale;

    /// <summary>Creates the network.</summary>
    /// <param name="settings">Sizes and lengths.</param>
    /// <param name="dataType">dtype to compute in.</param>
    /// <param name="start">Weights of a finished one, whose latents are normalized, to train on; <see langword="null"/> = from nothing. Borrowed while the network is built.</param>
    public VaeTraining(VaeTrainingSettings settings, ScalarType dataType, WeightSource? start = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _portraits = new PortraitSource(settings.Seed);
        _pieceSteps = start is null ? (int)(settings.Steps * PieceShare) : 0;
        _learningRate = start is null ? settings.LearningRate : settings.LaterLearningRate;
        _latentScale = start is null ? 1 : Vae.LatentScale; // the divergence is that of latents with variance 1
        var fresh = new FreshWeights(settings.Seed, dataType, start);
        Vae = new Vae(settings.Config, fresh);
        Weights = new FlatWeights([.. fresh.Leaves], MeanDecay);
    }

    /// <summary>The network in training.</summary>
    public Vae Vae { get; }

    /// <summary>Its weights.</summary>
    public FlatWeights Weights { get; }

    /// <summary>Whether all steps are done.</summary>
    public bool IsFinished => Weights.Step >= _settings.Steps;

    /// <summary>One step.</summary>
    /// <returns>The loss, and the mean absolute error of a colour, 0…2.</returns>
    public (float Loss, float Error) Step()
    {
        using var scope = NewDisposeScope();
        var step = Weights.Step;
        var pixels = Batch(step);
        using var moments = Vae.Moments(pixels);
        using var distribution = new LatentDistribution(moments);

        using var generator = new Generator((ulong)((_settings.Seed * 1_000_003L) + step), CPU);
        var noise = randn(distribution.Mean.shape, generator: generator);
        var drawn = distribution.Mean.add(distribution.LogVariance.mul(0.5).exp().mul(noise)); // Sample writes over what the gradient needs
        var decoded = Vae.Decode(drawn);
        var difference = decoded.sub(pixels);
        var error = difference.abs().mean();
        var weighted = step < _pieceSteps ? difference : difference.mul(_places);
        var logVariance = distribution.LogVariance.add(2 * Math.Log(_latentScale));
        var divergence = distribution.Mean.mul(_latentScale).square().add(logVariance.exp()).sub(logVariance).sub(1).mean().mul(0.5);
        var loss = weighted.abs().mean().add(difference.mul(weighted).mean(), SquareWeight).add(Edges(difference), EdgeWeight).add(divergence, DivergenceWeight);
        loss.backward();
        Weights.Update(new CosineRate(_learningRate, _settings.Steps).At(step));
        return (loss.item<float>(), error.item<float>());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _places.Dispose();
        Weights.Dispose();
        Vae.Dispose();
    }

    /// <summary>Mean absolute error of the differences between neighbours: what makes outlines soft.</summary>
    private static Tensor Edges(Tensor difference)
    {
        long height = difference.shape[2], width = difference.shape[3];
        var across = difference.narrow(3, 1, width - 1).sub(difference.narrow(3, 0, width - 1)).abs().mean();
        var down = difference.narrow(2, 1, height - 1).sub(difference.narrow(2, 0, height - 1)).abs().mean();
        return across.add(down);
    }

    private Tensor Batch(int step)
    {
        var onPieces = step < _pieceSteps;
        var portraits = onPieces ? _settings.PiecesInBatch / PiecesPerPortrait : _settings.PortraitsInBatch;
        var random = new Random(unchecked((_settings.Seed * 7919) + step));
        List<Tensor> parts = [];
        for (var i = 0; i < portraits; i++)
        {
            var pixels = TensorImages.ToPixels(_portraits.Paint(((long)step * 64) + i));
            if (!onPieces)
            {
                parts.Add(pixels);
                continue;
            }

            for (var piece = 0; piece < PiecesPerPortrait; piece++)
            {
                long side = pixels.shape[2];
                parts.Add(pixels.narrow(2, random.Next((int)side - PieceSide + 1), PieceSide).narrow(3, random.Next((int)side - PieceSide + 1), PieceSide));
            }
        }

        return cat(parts, 0);
    }
}
