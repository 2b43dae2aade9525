using System.Globalization;

namespace Senmitsu.Formats.WeightKeys;

/// <summary>
/// The UNet of a Stable Diffusion checkpoint. The original code (<c>CompVis/stable-diffusion</c>
/// <c>ldm/modules/diffusionmodules/openaimodel.py</c>) numbers its blocks through; ours are counted by level.
/// </summary>
public static class LdmUnetKeys
{
    /// <summary>What all UNet keys of a full checkpoint begin with.</summary>
    public const string CheckpointPrefix = "model.diffusion_model.";

    private static readonly WeightKeyPair[] Ends =
    [
        new("time_embed.0", "time_embedding.linear_1"),
        new("time_embed.2", "time_embedding.linear_2"),
        new("input_blocks.0.0", "conv_in"),
        new("out.0", "conv_norm_out"),
        new("out.2", "conv_out"),
    ];

    private static readonly WeightKeyPair[] ResnetParts =
    [
        new("in_layers.0", "norm1"),
        new("in_layers.2", "conv1"),
        new("emb_layers.1", "time_emb_proj"),
        new("out_layers.0", "norm2"),
        new("out_layers.3", "conv2"),
        new("skip_connection", "conv_shortcut"),
    ];

    /// <summary>Builds the table for a network of the given depth.</summary>
    /// <param name="levels">Resolutions; 4 in SD 1.x.</param>
    /// <param name="resnetsPerLevel">On the way down (one more on the way up); 2 in SD 1.x.</param>
    /// <param name="attentionLevels">Which levels have attention, finest first; true, true, true, false in SD 1.x.</param>
    /// <param name="checkpointPrefix">What the file's keys begin with.</param>
    public static WeightKeyMap Create(int levels, int resnetsPerLevel, IReadOnlyList<bool> attentionLevels, string checkpointPrefix = CheckpointPrefix)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resnetsPerLevel, 1);
        ArgumentNullException.ThrowIfNull(attentionLevels);
        ArgumentOutOfRangeException.ThrowIfNotEqual(attentionLevels.Count, levels, nameof(attentionLevels));

        var pairs = Ends
            .Concat(Down(levels, resnetsPerLevel, attentionLevels))
            .Concat(Middle())
            .Concat(Up(levels, resnetsPerLevel, attentionLevels));
        return new WeightKeyMap(pairs.Select(pair => pair with { Checkpoint = checkpointPrefix + pair.Checkpoint }));
    }

    /// <summary>Block 0 is <c>conv_in</c>; then each level has its resnets and, but for the last level, a downsampler.</summary>
    private static IEnumerable<WeightKeyPair> Down(int levels, int resnetsPerLevel, IReadOnlyList<bool> attentionLevels)
    {
        var n = 1;
        for (var i = 0; i < levels; i++)
        {
            for (var j = 0; j < resnetsPerLevel; j++, n++)
            {
                foreach (var part in Resnet(Key($"input_blocks.{n}.0"), Key($"down_blocks.{i}.resnets.{j}"))) yield return part;
                if (attentionLevels[i]) yield return new(Key($"input_blocks.{n}.1"), Key($"down_blocks.{i}.attentions.{j}"));
            }

            if (i < levels - 1) yield return new(Key($"input_blocks.{n++}.0.op"), Key($"down_blocks.{i}.downsamplers.0.conv"));
        }
    }

    private static IEnumerable<WeightKeyPair> Middle() =>
    [
        .. Resnet("middle_block.0", "mid_block.resnets.0"),
        new("middle_block.1", "mid_block.attentions.0"),
        .. Resnet("middle_block.2", "mid_block.resnets.1"),
    ];

    /// <summary>From the coarsest level to the finest; the upsampler is the last entry of its level's last block.</summary>
    private static IEnumerable<WeightKeyPair> Up(int levels, int resnetsPerLevel, IReadOnlyList<bool> attentionLevels)
    {
        var n = 0;
        for (var i = 0; i < levels; i++)
        {
            var hasAttention = attentionLevels[levels - 1 - i];
            for (var j = 0; j <= resnetsPerLevel; j++, n++)
            {
                foreach (var part in Resnet(Key($"output_blocks.{n}.0"), Key($"up_blocks.{i}.resnets.{j}"))) yield return part;
                if (hasAttention) yield return new(Key($"output_blocks.{n}.1"), Key($"up_blocks.{i}.attentions.{j}"));
            }

            if (i < levels - 1) yield return new(Key($"output_blocks.{n - 1}.{(hasAttention ? 2 : 1)}.conv"), Key($"up_blocks.{i}.upsamplers.0.conv"));
        }
    }

    private static IEnumerable<WeightKeyPair> Resnet(string checkpoint, string module) =>
        ResnetParts.Select(part => new WeightKeyPair($"{checkpoint}.{part.Checkpoint}", $"{module}.{part.Module}"));

    private static string Key(FormattableString key) => key.ToString(CultureInfo.InvariantCulture);
}
