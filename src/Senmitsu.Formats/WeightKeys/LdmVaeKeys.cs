using System.Globalization;

namespace Senmitsu.Formats.WeightKeys;

/// <summary>
/// The VAE of a Stable Diffusion checkpoint (<c>CompVis/stable-diffusion</c> <c>ldm/modules/diffusionmodules/model.py</c>).
/// Its decoder counts levels from the finest although it begins with the coarsest; ours count in the order of work.
/// </summary>
public static class LdmVaeKeys
{
    /// <summary>What all VAE keys of a full checkpoint begin with. A VAE in a file of its own has no prefix.</summary>
    public const string CheckpointPrefix = "first_stage_model.";

    private static readonly WeightKeyPair[] Ends =
    [
        new("encoder.conv_in", "encoder.conv_in"),
        new("encoder.norm_out", "encoder.conv_norm_out"),
        new("encoder.conv_out", "encoder.conv_out"),
        new("quant_conv", "quant_conv"),
        new("post_quant_conv", "post_quant_conv"),
        new("decoder.conv_in", "decoder.conv_in"),
        new("decoder.norm_out", "decoder.conv_norm_out"),
        new("decoder.conv_out", "decoder.conv_out"),
    ];

    private static readonly WeightKeyPair[] ResnetParts =
    [
        new("norm1", "norm1"),
        new("conv1", "conv1"),
        new("norm2", "norm2"),
        new("conv2", "conv2"),
        new("nin_shortcut", "conv_shortcut"),
    ];

    private static readonly WeightKeyPair[] AttentionParts =
    [
        new("norm", "group_norm"),
        new("q", "to_q"),
        new("k", "to_k"),
        new("v", "to_v"),
        new("proj_out", "to_out.0"),
    ];

    /// <summary>Builds the table for a network of the given depth.</summary>
    /// <param name="levels">Resolutions; 4 in SD 1.x.</param>
    /// <param name="resnetsPerLevel">In the encoder (one more in the decoder); 2 in SD 1.x.</param>
    /// <param name="checkpointPrefix">What the file's keys begin with; empty for a VAE in a file of its own.</param>
    public static WeightKeyMap Create(int levels, int resnetsPerLevel, string checkpointPrefix = CheckpointPrefix)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resnetsPerLevel, 1);
        var pairs = Ends
            .Concat(Encoder(levels, resnetsPerLevel))
            .Concat(Middle("encoder"))
            .Concat(Middle("decoder"))
            .Concat(Decoder(levels, resnetsPerLevel));
        return new WeightKeyMap(pairs.Select(pair => pair with { Checkpoint = checkpointPrefix + pair.Checkpoint }));
    }

    private static IEnumerable<WeightKeyPair> Encoder(int levels, int resnetsPerLevel)
    {
        for (var i = 0; i < levels; i++)
        {
            for (var j = 0; j < resnetsPerLevel; j++)
            {
                foreach (var part in Parts(ResnetParts, Key($"encoder.down.{i}.block.{j}"), Key($"encoder.down_blocks.{i}.resnets.{j}"))) yield return part;
            }

            if (i < levels - 1) yield return new(Key($"encoder.down.{i}.downsample.conv"), Key($"encoder.down_blocks.{i}.downsamplers.0.conv"));
        }
    }

    private static IEnumerable<WeightKeyPair> Middle(string half) =>
    [
        .. Parts(ResnetParts, $"{half}.mid.block_1", $"{half}.mid_block.resnets.0"),
        .. Parts(AttentionParts, $"{half}.mid.attn_1", $"{half}.mid_block.attentions.0"),
        .. Parts(ResnetParts, $"{half}.mid.block_2", $"{half}.mid_block.resnets.1"),
    ];

    private static IEnumerable<WeightKeyPair> Decoder(int levels, int resnetsPerLevel)
    {
        for (var i = 0; i < levels; i++)
        {
            var level = levels - 1 - i;
            for (var j = 0; j <= resnetsPerLevel; j++)
            {
                foreach (var part in Parts(ResnetParts, Key($"decoder.up.{level}.block.{j}"), Key($"decoder.up_blocks.{i}.resnets.{j}"))) yield return part;
            }

            if (level > 0) yield return new(Key($"decoder.up.{level}.upsample.conv"), Key($"decoder.up_blocks.{i}.upsamplers.0.conv"));
        }
    }

    private static IEnumerable<WeightKeyPair> Parts(WeightKeyPair[] parts, string checkpoint, string module) =>
        parts.Select(part => new WeightKeyPair($"{checkpoint}.{part.Checkpoint}", $"{module}.{part.Module}"));

    private static string Key(FormattableString key) => key.ToString(CultureInfo.InvariantCulture);
}
