using Senmitsu.Formats.WeightKeys;

namespace Senmitsu.Tests.Formats.WeightKeys;

public sealed class LdmVaeKeysTests
{
    [Theory]
    [InlineData("encoder.down.2.block.0.nin_shortcut.weight", "encoder.down_blocks.2.resnets.0.conv_shortcut.weight")]
    [InlineData("encoder.down.2.downsample.conv.bias", "encoder.down_blocks.2.downsamplers.0.conv.bias")]
    [InlineData("encoder.mid.attn_1.q.weight", "encoder.mid_block.attentions.0.to_q.weight")]
    [InlineData("encoder.mid.attn_1.norm.weight", "encoder.mid_block.attentions.0.group_norm.weight")]
    [InlineData("encoder.mid.block_2.conv1.weight", "encoder.mid_block.resnets.1.conv1.weight")]
    [InlineData("encoder.norm_out.weight", "encoder.conv_norm_out.weight")]
    [InlineData("quant_conv.weight", "quant_conv.weight")]
    [InlineData("decoder.mid.attn_1.proj_out.weight", "decoder.mid_block.attentions.0.to_out.0.weight")]
    [InlineData("decoder.up.3.block.2.norm2.weight", "decoder.up_blocks.0.resnets.2.norm2.weight")]
    [InlineData("decoder.up.3.upsample.conv.weight", "decoder.up_blocks.0.upsamplers.0.conv.weight")]
    [InlineData("decoder.up.0.block.0.nin_shortcut.weight", "decoder.up_blocks.3.resnets.0.conv_shortcut.weight")]
    public void Create_ForSd15_CountsTheDecoderFromTheDeepest(string checkpoint, string module)
    {
        Assert.True(TinySd15.Vae.TryToModule("first_stage_model." + checkpoint, out var found));
        Assert.Equal(module, found);
        Assert.True(LdmVaeKeys.Create(4, 2, checkpointPrefix: "").TryToCheckpoint(module, out var bare));
        Assert.Equal(checkpoint, bare);
    }

    [Theory]
    [InlineData("first_stage_model.decoder.up.0.upsample.conv.weight")]
    [InlineData("first_stage_model.encoder.down.3.downsample.conv.weight")]
    [InlineData("first_stage_model.loss.logvar")]
    public void TryToModule_WhenTheNetworkHasNoSuchPart_IsFalse(string key) => Assert.False(TinySd15.Vae.TryToModule(key, out _));
}
