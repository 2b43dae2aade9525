using Senmitsu.Formats.WeightKeys;

namespace Senmitsu.Tests.Formats.WeightKeys;

public sealed class LdmUnetKeysTests
{
    [Theory]
    [InlineData("time_embed.0.weight", "time_embedding.linear_1.weight")]
    [InlineData("time_embed.2.bias", "time_embedding.linear_2.bias")]
    [InlineData("input_blocks.0.0.weight", "conv_in.weight")]
    [InlineData("input_blocks.1.0.in_layers.0.weight", "down_blocks.0.resnets.0.norm1.weight")]
    [InlineData("input_blocks.1.0.emb_layers.1.weight", "down_blocks.0.resnets.0.time_emb_proj.weight")]
    [InlineData("input_blocks.2.1.transformer_blocks.0.attn1.to_out.0.bias", "down_blocks.0.attentions.1.transformer_blocks.0.attn1.to_out.0.bias")]
    [InlineData("input_blocks.3.0.op.weight", "down_blocks.0.downsamplers.0.conv.weight")]
    [InlineData("input_blocks.4.0.skip_connection.weight", "down_blocks.1.resnets.0.conv_shortcut.weight")]
    [InlineData("input_blocks.11.0.out_layers.3.weight", "down_blocks.3.resnets.1.conv2.weight")]
    [InlineData("middle_block.0.out_layers.0.weight", "mid_block.resnets.0.norm2.weight")]
    [InlineData("middle_block.1.proj_in.weight", "mid_block.attentions.0.proj_in.weight")]
    [InlineData("middle_block.2.in_layers.2.weight", "mid_block.resnets.1.conv1.weight")]
    [InlineData("output_blocks.2.1.conv.weight", "up_blocks.0.upsamplers.0.conv.weight")]
    [InlineData("output_blocks.5.2.conv.weight", "up_blocks.1.upsamplers.0.conv.weight")]
    [InlineData("output_blocks.8.2.conv.bias", "up_blocks.2.upsamplers.0.conv.bias")]
    [InlineData("output_blocks.11.1.norm.weight", "up_blocks.3.attentions.2.norm.weight")]
    [InlineData("output_blocks.11.0.skip_connection.bias", "up_blocks.3.resnets.2.conv_shortcut.bias")]
    [InlineData("out.0.weight", "conv_norm_out.weight")]
    [InlineData("out.2.weight", "conv_out.weight")]
    public void Create_ForSd15_NumbersAsTheOriginal(string checkpoint, string module)
    {
        Assert.True(TinySd15.Unet.TryToModule("model.diffusion_model." + checkpoint, out var found));
        Assert.Equal(module, found);
        Assert.True(TinySd15.Unet.TryToCheckpoint(module, out var back));
        Assert.Equal("model.diffusion_model." + checkpoint, back);
    }

    [Fact]
    public void Create_WhenTheTopLevelHasNoAttention_PutsTheUpsamplerFirst()
    {
        var map = LdmUnetKeys.Create(3, 1, [false, true, true], "");
        Assert.True(map.TryToModule("input_blocks.2.0.op.weight", out var down));
        Assert.Equal("down_blocks.0.downsamplers.0.conv.weight", down);
        Assert.True(map.TryToModule("output_blocks.3.2.conv.weight", out var up));
        Assert.Equal("up_blocks.1.upsamplers.0.conv.weight", up);
        Assert.False(map.TryToModule("input_blocks.1.1.proj_in.weight", out _));
        Assert.False(map.TryToModule("output_blocks.5.1.conv.weight", out _));
    }

    [Fact]
    public void Create_WhenLevelsDisagree_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => LdmUnetKeys.Create(4, 2, [true]));
}
