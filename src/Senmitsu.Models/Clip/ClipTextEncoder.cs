using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Clip;

/// <summary>CLIP's text encoder (Radford et al. 2021, 2103.00020). Owns its weights.</summary>
public sealed class ClipTextEncoder : IDisposable
{
    private readonly NetworkWeights _weights;
    private readonly Tensor _tokens, _positions;
    private readonly List<ClipTextLayer> _layers = [];
    private readonly NormWeights _finalNorm;

    /// <summary>Builds the network.</summary>
    /// <param name="config">Dimensions.</param>
    /// <param name="source">Weights.</param>
    public ClipTextEncoder(ClipTextConfig config, WeightSource source)
    {
        Config = config;
        _weights = new NetworkWeights(source);
        _tokens = _weights.Read("text_model.embeddings.token_embedding.weight", config.Vocabulary, config.Width);
        _positions = _weights.Read("text_model.embeddings.position_embedding.weight", config.Positions, config.Width);
        for (var i = 0; i < config.Layers; i++) _layers.Add(new ClipTextLayer(_weights, LayerPath(i), config));
        _finalNorm = _weights.Norm("text_model.final_layer_norm", config.Width);
    }

    /// <summary>Dimensions.</summary>
    public ClipTextConfig Config { get; }

    /// <summary>Layers that can carry a LoRA.</summary>
    public IReadOnlyList<AdaptableLayer> Adaptable => _weights.Adaptable;

    /// <summary>Normalizations, which some LoRA files change too.</summary>
    public IReadOnlyList<NormLayer> Norms => _weights.Norms;

    /// <summary>Module key prefix of a transformer layer.</summary>
    /// <param name="index">0-based.</param>
    public static string LayerPath(int index) => $"text_model.encoder.layers.{index}";

    /// <summary>Number of transformer layers that run for a clip skip; later ones get no gradient.</summary>
    /// <param name="clipSkip">1 runs all layers.</param>
    public int UsedLayers(int clipSkip) => Math.Clamp(Config.Layers + 1 - clipSkip, 0, Config.Layers);

    /// <summary>Encodes tokens: the hidden state <paramref name="clipSkip"/> from the end, then the final layer norm.</summary>
    /// <param name="tokenIds">[B, 77] · int64 · 0…vocabulary−1. Borrowed.</param>
    /// <param name="clipSkip">1 = last layer, 2 = the one before, ….</param>
    /// <param name="vectors">Learned vectors that replace token embeddings, before positions are added; what exceeds the window is cut off.</param>
    /// <returns>[B, 77, D] · model dtype. Caller owns it.</returns>
    public Tensor Forward(Tensor tokenIds, int clipSkip = 1, IReadOnlyList<TokenVectors>? vectors = null)
    {
        using var scope = NewDisposeScope();
        return _finalNorm.Layer(Hidden(tokenIds, UsedLayers(clipSkip), vectors)).MoveToOuterDisposeScope();
    }

    /// <summary>The state after a number of layers, without final norm; 0 = embeddings.</summary>
    /// <param name="tokenIds">[B, 77] · int64. Borrowed.</param>
    /// <param name="layers">0…<see cref="ClipTextConfig.Layers"/>.</param>
    /// <param name="vectors">Learned vectors that replace token embeddings.</param>
    /// <returns>[B, 77, D] · model dtype. Caller owns it.</returns>
    public Tensor Hidden(Tensor tokenIds, int layers, IReadOnlyList<TokenVectors>? vectors = null)
    {
        TensorShape.Require(tokenIds, "B T", nameof(tokenIds));
        using var scope = NewDisposeScope();
        var tokens = _tokens.index_select(0, tokenIds.flatten()).view(tokenIds.shape[0], tokenIds.shape[1], Config.Width); // [B, T, D]
        foreach (var (row, position, learned) in vectors ?? [])
        {
            var count = Math.Min(learned.shape[0], tokenIds.shape[1] - position);
            tokens.select(0, row).narrow(0, position, count).copy_(learned.narrow(0, 0, count));
        }

        var state = tokens.add(_positions.narrow(0, 0, tokenIds.shape[1]));
        for (var i = 0; i < layers; i++) state = _layers[i].Forward(state);
        return state.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();
}
