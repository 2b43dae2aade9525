using Senmitsu.Models.Clip;
using Senmitsu.Models.Unet;
using Senmitsu.Models.Vae;

namespace Senmitsu.Benchmarks;

/// <summary>Arithmetic of one pass per sample, counted from shapes: 2 per multiply-add of convolutions, linear layers and attention.</summary>
internal static class Flops
{
    private const int TextTokens = 77;
    private const double Giga = 1e9;

    /// <summary>Counted work, in 10⁹.</summary>
    /// <param name="Layers">Convolutions and linear layers.</param>
    /// <param name="Attention">q·kᵀ and scores·v; a causal mask is not deducted.</param>
    public readonly record struct Work(double Layers, double Attention)
    {
        /// <summary>Both.</summary>
        public double Total => Layers + Attention;
    }

    /// <summary>A UNet pass.</summary>
    /// <param name="config">Dimensions.</param>
    /// <param name="side">Height and width of the latent.</param>
    public static Work Unet(UnetConfig config, int side)
    {
        var levels = config.Channels.Count;
        double layers = 0, attention = 0;
        foreach (var (key, shape) in NetworkShapes.Of(config).Where(IsMatrix))
        {
            var pixels = Pixels(side >> UnetLevel(key, levels));
            var positions = key.StartsWith("time_embedding.", StringComparison.Ordinal) || key.Contains(".time_emb_proj.", StringComparison.Ordinal) ? 1
                : IsTextProjection(key) ? TextTokens
                : pixels;
            layers += 2 * Size(shape) * positions;
            if (key.EndsWith(".attn1.to_q.weight", StringComparison.Ordinal)) attention += 4 * pixels * pixels * shape[0];
            if (key.EndsWith(".attn2.to_q.weight", StringComparison.Ordinal)) attention += 4 * pixels * TextTokens * shape[0];
        }

        return new Work(layers / Giga, attention / Giga);
    }

    /// <summary>The low-rank pairs beside a UNet's attention layers, forward.</summary>
    public static double UnetLora(UnetConfig config, int side, int rank)
    {
        var pairs = NetworkShapes.Of(config).Where(IsMatrix).Where(weight => weight.Key.Contains(".attentions.", StringComparison.Ordinal));
        return pairs.Sum(weight => 2 * rank * (weight.Shape[0] + weight.Shape[1]) * (IsTextProjection(weight.Key) ? TextTokens : Pixels(side >> UnetLevel(weight.Key, config.Channels.Count)))) / Giga;
    }

    /// <summary>A text encoder pass over one window.</summary>
    public static Work Text(ClipTextConfig config)
    {
        var layers = NetworkShapes.Of(config).Where(IsMatrix).Where(IsTextLayer).Sum(weight => 2 * Size(weight.Shape) * TextTokens);
        return new Work(layers / Giga, config.Layers * 4.0 * TextTokens * TextTokens * config.Width / Giga);
    }

    /// <summary>The low-rank pairs beside a text encoder's layers, forward.</summary>
    public static double TextLora(ClipTextConfig config, int rank) =>
        NetworkShapes.Of(config).Where(IsMatrix).Where(IsTextLayer).Sum(weight => 2.0 * rank * (weight.Shape[0] + weight.Shape[1]) * TextTokens) / Giga;

    /// <summary>Latent → picture.</summary>
    /// <param name="config">Dimensions.</param>
    /// <param name="side">Height and width of the picture.</param>
    public static Work VaeDecode(VaeConfig config, int side) => Vae(config, side, key => key.StartsWith("decoder.", StringComparison.Ordinal) || key.StartsWith("post_quant_conv.", StringComparison.Ordinal));

    /// <summary>Picture → latent.</summary>
    /// <inheritdoc cref="VaeDecode"/>
    public static Work VaeEncode(VaeConfig config, int side) => Vae(config, side, key => key.StartsWith("encoder.", StringComparison.Ordinal) || key.StartsWith("quant_conv.", StringComparison.Ordinal));

    private static Work Vae(VaeConfig config, int side, Func<string, bool> isUsed)
    {
        double layers = 0, attention = 0;
        foreach (var (key, shape) in NetworkShapes.Of(config).Where(IsMatrix).Where(weight => isUsed(weight.Key)))
        {
            var pixels = Pixels(side >> VaeLevel(key, config.Channels.Count));
            layers += 2 * Size(shape) * pixels;
            if (key.EndsWith(".to_q.weight", StringComparison.Ordinal)) attention += 4 * pixels * pixels * shape[0];
        }

        return new Work(layers / Giga, attention / Giga);
    }

    private static bool IsMatrix((string Key, long[] Shape) weight) => weight.Shape.Length > 1;

    private static bool IsTextLayer((string Key, long[] Shape) weight) => weight.Key.Contains(".layers.", StringComparison.Ordinal);

    private static bool IsTextProjection(string key) =>
        key.EndsWith(".attn2.to_k.weight", StringComparison.Ordinal) || key.EndsWith(".attn2.to_v.weight", StringComparison.Ordinal);

    private static double Pixels(int side) => (double)side * side;

    private static double Size(long[] shape) => shape.Aggregate(1.0, (product, size) => product * size);

    /// <summary>How often the picture has been halved where a layer's output is: <c>up_blocks.1.upsamplers.0.conv.weight</c> → 1 of 4 levels.</summary>
    private static int UnetLevel(string key, int levels) => key.Split('.') switch
    {
        ["down_blocks", var level, "downsamplers", ..] => Number(level) + 1,
        ["down_blocks", var level, ..] => Number(level),
        ["mid_block", ..] => levels - 1,
        ["up_blocks", var block, "upsamplers", ..] => levels - 2 - Number(block),
        ["up_blocks", var block, ..] => levels - 1 - Number(block),
        _ => 0,
    };

    private static int VaeLevel(string key, int levels) => key.Split('.') switch
    {
        ["encoder", "conv_in", ..] => 0,
        ["encoder", "down_blocks", var level, "downsamplers", ..] => Number(level) + 1,
        ["encoder", "down_blocks", var level, ..] => Number(level),
        ["decoder", "conv_out", ..] => 0,
        ["decoder", "up_blocks", var block, "upsamplers", ..] => levels - 2 - Number(block),
        ["decoder", "up_blocks", var block, ..] => levels - 1 - Number(block),
        _ => levels - 1,
    };

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
