using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Vae;

/// <summary>
/// The autoencoder's layers over a large picture, a band of rows at a time. Each band is computed with the rows its convolutions see above and
/// below, and every group norm takes the mean and variance of the whole picture, so there is no seam to blend: the result is that of the whole
/// picture, up to the order in which numbers are added. What is saved are the intermediate results of the size of the picture.
/// </summary>
/// <param name="elements">About how many numbers a band of a layer's input holds.</param>
internal sealed class VaeBands(long elements)
{
    private const int Groups = 32;

    /// <summary>One layer: group norm and SiLU if there is a norm, then the convolution.</summary>
    /// <param name="x">[B, in, H, W] · model dtype. Borrowed.</param>
    /// <param name="norm">Normalization before it; <see langword="null"/> for a bare convolution.</param>
    /// <param name="convolution">Stride 1.</param>
    /// <param name="addTo">[B, out, H, W] the result is added to in place; <see langword="null"/> for a new tensor.</param>
    /// <returns>[B, out, H, W]; <paramref name="addTo"/> itself if given. Caller owns it.</returns>
    public Tensor Convolve(Tensor x, NormWeights? norm, ConvolutionLayer convolution, Tensor? addTo = null)
    {
        using var scope = NewDisposeScope();
        var activate = norm is { } weights ? Normalize(x, weights) : null;
        var margin = convolution.Margin;
        return Gather(x, x.shape[2], x.shape[3], convolution, addTo, (row, count) => convolution.ForwardRows(Rows(x, row - margin, count + 2 * margin, convolution.WrapsAround, activate))).MoveToOuterDisposeScope();
    }

    /// <summary>Doubles both sides by repeating pixels, then convolves.</summary>
    /// <param name="x">[B, in, H, W] · model dtype. Borrowed.</param>
    /// <param name="convolution">3×3, stride 1.</param>
    /// <returns>[B, out, 2H, 2W]. Caller owns it.</returns>
    public Tensor Double(Tensor x, ConvolutionLayer convolution)
    {
        using var scope = NewDisposeScope();
        return Gather(x, 2 * x.shape[2], 2 * x.shape[3], convolution, null, (row, count) =>
        {
            // Rows row − 1 … row + count of the doubled picture are rows ⌊(row − 1)/2⌋ … ⌊(row + count)/2⌋ of this one.
            long first = FloorHalf(row - 1), last = FloorHalf(row + count);
            var source = Rows(x, first, last - first + 1, convolution.WrapsAround, null);
            using var doubled = F.interpolate(source, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
            return convolution.ForwardRows(doubled.narrow(2, row - 1 - 2 * first, count + 2));
        }).MoveToOuterDisposeScope();
    }

    /// <summary>One row below, one column right, then the convolution of stride 2 (CompVis latent-diffusion, Downsample).</summary>
    /// <param name="x">[B, in, H, W] · model dtype; H and W even. Borrowed.</param>
    /// <param name="convolution">3×3, stride 2, no padding of its own.</param>
    /// <returns>[B, out, H/2, W/2]. Caller owns it.</returns>
    public Tensor Halve(Tensor x, ConvolutionLayer convolution)
    {
        using var scope = NewDisposeScope();
        return Gather(x, x.shape[2] / 2, x.shape[3] / 2, convolution, null, (row, count) =>
        {
            using var padded = F.pad(Rows(x, 2 * row, 2 * count + 1, false, null), [0, 1, 0, 0]);
            return convolution.ForwardRows(padded);
        }).MoveToOuterDisposeScope();
    }

    /// <summary>Puts bands of an output together.</summary>
    private Tensor Gather(Tensor x, long height, long width, ConvolutionLayer convolution, Tensor? addTo, Func<long, long, Tensor> compute)
    {
        var result = addTo ?? MemoryFormat.EmptyChannelsLast([x.shape[0], convolution.Shape[0], height, width], x.dtype, x.device);
        var rows = Math.Max(1, elements / (Math.Max(x.shape[1] * x.shape[3] * x.shape[2] / height, convolution.Shape[0] * width) * x.shape[0]));
        for (long row = 0; row < height; row += rows)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(rows, height - row);
            var band = result.narrow(2, row, count);
            if (addTo is null) band.copy_(compute(row, count));
            else band.add_(compute(row, count));
        }

        return result;
    }

    /// <summary>Rows of a picture; beyond its edges zeros, or the opposite edge. Zeros come after the activation.</summary>
    private static Tensor Rows(Tensor x, long first, long count, bool wraps, Func<Tensor, Tensor>? activate)
    {
        long height = x.shape[2], above = Math.Max(0, -first), below = Math.Max(0, first + count - height);
        var inside = x.narrow(2, first + above, count - above - below);
        if (wraps && above + below > 0)
        {
            inside = cat([.. new[] { above > 0 ? x.narrow(2, height - above, above) : null, inside, below > 0 ? x.narrow(2, 0, below) : null }.OfType<Tensor>()], 2);
            (above, below) = (0, 0);
        }

        var activated = activate is null ? inside : activate(inside);
        return above + below == 0 ? activated : F.pad(activated, [0, 0, above, below]);
    }

    /// <summary>Group norm and SiLU by the mean and variance of the whole picture (Wu and He 2018, 1803.08494).</summary>
    /// <param name="x">[B, C, H, W]. Borrowed.</param>
    /// <param name="weights">Scale and shift.</param>
    private Func<Tensor, Tensor> Normalize(Tensor x, NormWeights weights)
    {
        var (mean, variance) = Moments(x); // [B, 32], float64
        var channels = x.shape[1] / Groups;
        var inverse = variance.add(VaeNorm.Epsilon).rsqrt();
        var scale = PerChannel(inverse).mul(weights.Scale.to(ScalarType.Float64));
        var shift = weights.Shift.to(ScalarType.Float64).sub(PerChannel(mean).mul(scale));
        Tensor factor = Broadcast(scale), offset = Broadcast(shift);
        return rows =>
        {
            using var normed = rows.to(ScalarType.Float32).mul(factor).add_(offset);
            using var cast = normed.to(x.dtype);
            return Activations.Silu(cast);
        };

        Tensor PerChannel(Tensor perGroup) => perGroup.repeat_interleave(channels, 1); // [B, C]

        static Tensor Broadcast(Tensor perChannel) => perChannel.to(ScalarType.Float32).unsqueeze(-1).unsqueeze(-1); // [B, C, 1, 1]
    }

    /// <summary>Mean and variance of each group over all bands, joined by the rule of Chan et al. 1979.</summary>
    private (Tensor Mean, Tensor Variance) Moments(Tensor x)
    {
        long height = x.shape[2], channels = x.shape[1] / Groups;
        Tensor mean = zeros([x.shape[0], Groups], ScalarType.Float64, x.device), squares = zeros_like(mean);
        var rows = Math.Max(1, elements / (x.shape[0] * x.shape[1] * x.shape[3]));
        double seen = 0;
        for (long row = 0; row < height; row += rows)
        {
            using var scope = NewDisposeScope();
            var band = x.narrow(2, row, Math.Min(rows, height - row)).to(ScalarType.Float32).unflatten(1, Groups, channels); // [B, 32, C/32, rows, W]
            long[] inGroup = [2, 3, 4];
            var bandMean = band.mean(inGroup, keepdim: true);
            var bandSquares = band.sub(bandMean).square().sum(inGroup).to(ScalarType.Float64);
            double count = band.NumberOfElements / (x.shape[0] * Groups), share = count / (seen + count);
            var difference = bandMean.flatten(1).to(ScalarType.Float64).sub(mean);
            mean.add_(difference.mul(share));
            squares.add_(bandSquares).add_(difference.square().mul(seen * share));
            seen += count;
        }

        return (mean, squares.div(seen));
    }

    private static long FloorHalf(long value) => value >> 1;
}
