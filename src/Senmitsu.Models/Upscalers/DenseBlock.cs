using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Upscalers;

/// <summary>Five convolutions, each of which sees the results of all before it (Wang et al. 2018, 1809.00219, §3.1), with a scaled residual.</summary>
internal sealed class DenseBlock
{
    /// <summary>Factor of each residual branch (Wang et al. 2018, β).</summary>
    public const double ResidualScale = 0.2;

    private const int Convolutions = 5;
    private const double NegativeSlope = 0.2;

    private readonly ConvolutionLayer[] _convolutions;
    private readonly Tensor? _pointwise;

    public DenseBlock(NetworkWeights weights, string path, RrdbConfig config)
    {
        _convolutions =
        [
            .. Enumerable.Range(0, Convolutions).Select(i => weights.Convolution($"{path}.conv{i + 1}", config.Width + i * config.Growth, i == Convolutions - 1 ? config.Width : config.Growth, 3)),
        ];
        if (config.HasPointwise) _pointwise = weights.Read($"{path}.conv1x1.weight", config.Growth, config.Width, 1, 1);
    }

    /// <summary>Leaky ReLU in place.</summary>
    /// <param name="x">Overwritten. Borrowed.</param>
    /// <returns>The same numbers. Caller owns it.</returns>
    public static Tensor Activate(Tensor x) => nn.functional.leaky_relu(x, NegativeSlope, inplace: true).alias();

    /// <summary>Applies the block.</summary>
    /// <param name="x">[B, C, H, W] · model dtype. Borrowed.</param>
    /// <returns>[B, C, H, W]. Caller owns it.</returns>
    public Tensor Forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        List<Tensor> seen = [x];
        for (var i = 0; i < Convolutions - 1; i++)
        {
            var result = Activate(_convolutions[i].Forward(cat(seen, 1)));
            if (_pointwise is not null && i == 1) result = result.add(nn.functional.conv2d(x, _pointwise));
            if (_pointwise is not null && i == 3) result = result.add(seen[2]);
            seen.Add(result);
        }

        return _convolutions[^1].Forward(cat(seen, 1)).mul_(ResidualScale).add_(x).MoveToOuterDisposeScope();
    }
}
