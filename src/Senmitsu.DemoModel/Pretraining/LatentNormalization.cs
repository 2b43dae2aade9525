using Senmitsu.Models.Vae;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>
/// Gives latents mean 0 and, after scaling, variance 1 in every channel by changing the two 1×1 convolutions around them;
/// what the autoencoder reconstructs stays the same.
/// </summary>
internal static class LatentNormalization
{
    private const string InWeight = "quant_conv.weight", InBias = "quant_conv.bias", OutWeight = "post_quant_conv.weight", OutBias = "post_quant_conv.bias";

    /// <summary>Changes the weights.</summary>
    /// <param name="weights">Module key → float32 of an autoencoder. Changed in place.</param>
    /// <param name="means">[N, 4, h, w] · float32 · unscaled means of many pictures' latents. Borrowed.</param>
    public static void Apply(IReadOnlyDictionary<string, Tensor> weights, Tensor means)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var channels = means.shape[1];
        var values = means.transpose(0, 1).reshape(channels, -1); // [4, N·h·w]
        var centre = values.mean([1]);
        var factor = values.std(1).mul(Vae.LatentScale).reciprocal(); // [4]

        var bias = weights[InBias]; // [8]: means, then log variances
        weights[InWeight].narrow(0, 0, channels).mul_(factor.view(-1, 1, 1, 1));
        bias.narrow(0, 0, channels).sub_(centre).mul_(factor);
        bias.narrow(0, channels, channels).add_(factor.log().mul(2));
        weights[OutBias].add_(weights[OutWeight].squeeze(-1).squeeze(-1).mv(centre));
        weights[OutWeight].div_(factor.view(1, -1, 1, 1));
    }
}
