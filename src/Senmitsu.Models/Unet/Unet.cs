using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Unet;

/// <summary>The denoising network of Stable Diffusion 1.x (Rombach et al. 2022, 2112.10752). Owns its weights.</summary>
public sealed class Unet : IDisposable
{
    private const double Epsilon = 1e-5;

    private readonly NetworkWeights _weights;
    private readonly ScalarType _dataType;
    private readonly TimestepEmbedding _timeEmbedding;
    private readonly ConvolutionLayer _convIn, _convOut;
    private readonly List<DownBlock> _downBlocks = [];
    private readonly MidBlock _midBlock;
    private readonly List<UpBlock> _upBlocks = [];
    private readonly NormWeights _normOut;

    /// <summary>Builds the network.</summary>
    /// <param name="config">Dimensions.</param>
    /// <param name="source">Weights.</param>
    public Unet(UnetConfig config, WeightSource source)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        _weights = new NetworkWeights(source);
        _convIn = _weights.Convolution("conv_in", config.InputChannels, config.Channels[0], 3);
        _timeEmbedding = new TimestepEmbedding(_weights, config.Channels[0], config.TimeWidth);
        for (var i = 0; i < config.Channels.Count; i++) _downBlocks.Add(new DownBlock(_weights, config, i));
        for (var i = 0; i < config.Channels.Count; i++) _upBlocks.Add(new UpBlock(_weights, config, i));
        _midBlock = new MidBlock(_weights, config);
        _normOut = _weights.Norm("conv_norm_out", config.Channels[0]);
        _convOut = _weights.Convolution("conv_out", config.Channels[0], config.OutputChannels, 3);
        _dataType = _normOut.Scale.dtype;
    }

    /// <summary>Shows stage outputs to an observer.</summary>
    internal StageProbe Probe => _weights.Probe;

    /// <summary>Dimensions.</summary>
    public UnetConfig Config { get; }

    /// <summary>Whether convolutions see the opposite edge beyond each edge (A1111's tiling).</summary>
    public bool WrapsAround { get => _weights.Options.WrapsAround; set => _weights.Options.WrapsAround = value; }

    /// <summary>Share of the tokens, 0…1, that self-attention at full resolution merges into similar ones (Bolya and Hoffman 2023, 2303.17604); 0 = none.</summary>
    public double MergedTokens { get => _weights.Options.MergedShare; set => _weights.Options.MergedShare = value; }

    /// <summary>Gradient checkpointing: training needs less memory and about a third more time. Gradients are the same.</summary>
    public bool RecomputesActivations { get; set; }

    /// <summary>Layers that can carry a LoRA.</summary>
    public IReadOnlyList<AdaptableLayer> Adaptable => _weights.Adaptable;

    /// <summary>Normalizations, which some LoRA files change too.</summary>
    public IReadOnlyList<NormLayer> Norms => _weights.Norms;

    /// <summary>Predicts noise or velocity.</summary>
    /// <param name="x">[B, 4, h, w] · float32 · unit variance. Borrowed.</param>
    /// <param name="timesteps">[B] · float32 · 0…999, may be fractional. Borrowed.</param>
    /// <param name="textEmbedding">[B, T, D]. Borrowed.</param>
    /// <returns>[B, 4, h, w] · float32. Caller owns it.</returns>
    public Tensor Forward(Tensor x, Tensor timesteps, Tensor textEmbedding)
    {
        TensorShape.Require(x, $"B {Config.InputChannels} h w", nameof(x));
        TensorShape.Require(timesteps, "B", nameof(timesteps));
        TensorShape.Require(textEmbedding, $"B T {Config.ContextWidth}", nameof(textEmbedding));

        using var scope = NewDisposeScope();
        var embedded = _timeEmbedding.Forward(timesteps, _dataType);
        var time = F.silu(embedded);
        var context = textEmbedding.to(_dataType);
        var skips = new Stack<Tensor>();
        _weights.Options.LatentTokens = x.shape[2] * x.shape[3];
        var recomputes = RecomputesActivations && is_grad_enabled();

        var h = _convIn.Forward(_weights.Arrange(x.to(_dataType)));
        Probe.Show("conv_in", h);
        skips.Push(h);
        for (var i = 0; i < _downBlocks.Count; i++)
        {
            h = _downBlocks[i].Forward(h, time, context, skips, recomputes);
            Probe.Show($"down_blocks.{i}", h);
        }

        h = _midBlock.Forward(h, time, context, recomputes);
        Probe.Show("mid_block", h);
        for (var i = 0; i < _upBlocks.Count; i++)
        {
            h = _upBlocks[i].Forward(h, time, context, skips, recomputes);
            Probe.Show($"up_blocks.{i}", h);
        }

        var normed = _normOut.Group(h, Epsilon);
        Probe.Show("conv_norm_out", normed);
        return _convOut.Forward(F.silu(normed)).to(ScalarType.Float32).contiguous().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();
}
