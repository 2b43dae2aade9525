using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Upscalers;

/// <summary>ESRGAN's generator (Wang et al. 2018, 1809.00219) and Real-ESRGAN's (Wang et al. 2021, 2107.10833). Owns its weights.</summary>
internal sealed class RrdbNetwork : IUpscaler
{
    private readonly RrdbConfig _config;
    private readonly NetworkWeights _weights;
    private readonly ConvolutionLayer _first, _trunkEnd, _highResolution, _last;
    private readonly List<DenseBlock[]> _blocks = [];
    private readonly List<ConvolutionLayer> _doublings = [];
    private readonly ScalarType _dataType;

    /// <summary>Builds the network.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="source">Weights.</param>
    public RrdbNetwork(RrdbConfig config, WeightSource source)
    {
        _config = config;
        _weights = new NetworkWeights(source);
        _first = _weights.Convolution("conv_first", 3 * config.Folding * config.Folding, config.Width, 3);
        for (var i = 0; i < config.Blocks; i++)
        {
            var path = $"body.{i}";
            _blocks.Add([.. Enumerable.Range(1, 3).Select(number => new DenseBlock(_weights, $"{path}.rdb{number}", config))]);
        }

        _trunkEnd = _weights.Convolution("conv_body", config.Width, config.Width, 3);
        for (var i = 1; i <= config.Doublings; i++) _doublings.Add(_weights.Convolution($"conv_up{i}", config.Width, config.Width, 3));
        _highResolution = _weights.Convolution("conv_hr", config.Width, config.Width, 3);
        _last = _weights.Convolution("conv_last", config.Width, 3, 3);
        _dataType = _first.Weight.dtype;
    }

    /// <inheritdoc/>
    public int Scale => (1 << _config.Doublings) / _config.Folding;

    /// <summary>Whether tensors are this network's.</summary>
    public static bool Fits(IReadOnlyDictionary<string, TensorInfo> tensors) => tensors.ContainsKey("conv_first.weight") && tensors.ContainsKey("body.0.rdb1.conv1.weight");

    /// <inheritdoc/>
    public Tensor Forward(Tensor pixels)
    {
        TensorShape.Require(pixels, "B 3 H W", nameof(pixels));
        using var scope = NewDisposeScope();
        long height = pixels.shape[2], width = pixels.shape[3];
        var x = _first.Forward(MemoryFormat.ChannelsLast(Fold(pixels.to(_dataType))));
        var trunk = x.alias();
        foreach (var block in _blocks)
        {
            using var before = trunk;
            trunk = Residual(before, block);
        }

        x = x.add(_trunkEnd.Forward(trunk));
        foreach (var doubling in _doublings)
        {
            using var half = x;
            using var full = F.interpolate(half, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
            x = DenseBlock.Activate(doubling.Forward(full));
        }

        var result = _last.Forward(DenseBlock.Activate(_highResolution.Forward(x))).to(ScalarType.Float32);
        return result.narrow(2, 0, height * Scale).narrow(3, 0, width * Scale).contiguous().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();

    private static Tensor Residual(Tensor x, DenseBlock[] block)
    {
        using var scope = NewDisposeScope();
        var h = x;
        foreach (var dense in block) h = dense.Forward(h);
        return h.mul(DenseBlock.ResidualScale).add_(x).MoveToOuterDisposeScope();
    }

    /// <summary>[B, 3, H, W] → [B, 3f², H/f, W/f]; sides that are no multiple are filled up by reflection.</summary>
    private Tensor Fold(Tensor pixels)
    {
        var f = _config.Folding;
        if (f == 1) return pixels;
        long below = (f - pixels.shape[2] % f) % f, right = (f - pixels.shape[3] % f) % f;
        var whole = below + right == 0 ? pixels : F.pad(pixels, [0, right, 0, below], PaddingModes.Reflect);
        return F.pixel_unshuffle(whole, f);
    }
}
