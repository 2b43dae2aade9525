using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Unet;

/// <summary>Transformer over the pixels of a feature map, with a residual around it (Rombach et al. 2022, §3.3).</summary>
internal sealed class SpatialTransformer
{
    private const double Epsilon = 1e-6;

    private readonly NormWeights _norm;
    private readonly LinearLayer _projectIn, _projectOut;
    private readonly List<TransformerBlock> _blocks = [];
    private readonly StageProbe _probe;
    private readonly NetworkOptions _options;
    private readonly string _path;

    public SpatialTransformer(NetworkWeights weights, string path, int channels, UnetConfig config)
    {
        _path = path;
        _probe = weights.Probe;
        _options = weights.Options;
        _norm = weights.Norm($"{path}.norm", channels);
        _projectIn = Project(weights, $"{path}.proj_in", channels, config);
        for (var i = 0; i < config.TransformerDepth; i++) _blocks.Add(new TransformerBlock(weights, $"{path}.transformer_blocks.{i}", channels, config));
        _projectOut = Project(weights, $"{path}.proj_out", channels, config);
    }

    private static LinearLayer Project(NetworkWeights weights, string path, int channels, UnetConfig config) =>
        config.HasLinearProjections ? weights.Linear(path, channels, channels) : weights.Pointwise(path, channels, channels);

    /// <summary>Applies the transformer.</summary>
    /// <param name="x">[B, C, h, w]. Borrowed.</param>
    /// <param name="context">[B, S, D]. Borrowed.</param>
    /// <returns>[B, C, h, w], channels last in memory. Caller owns it.</returns>
    public Tensor Forward(Tensor x, Tensor context)
    {
        using var scope = NewDisposeScope();
        long batch = x.shape[0], channels = x.shape[1], height = x.shape[2], width = x.shape[3];
        var tokens = _projectIn.Forward(_norm.Group(x, Epsilon).permute(0, 2, 3, 1).reshape(batch, height * width, channels)); // [B, h·w, C]
        foreach (var block in _blocks) tokens = block.Forward(tokens, context, TokenMerging.For(_options, tokens, (int)height, (int)width));
        var image = _projectOut.Forward(tokens).view(batch, height, width, channels).permute(0, 3, 1, 2); // [B, C, h, w]
        return _probe.Show(_path, x.add(image)).MoveToOuterDisposeScope();
    }
}
