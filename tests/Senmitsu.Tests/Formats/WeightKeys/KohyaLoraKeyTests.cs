using Senmitsu.Formats.WeightKeys;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.WeightKeys;

public sealed class KohyaLoraKeyTests
{
    [Fact]
    public void TryParse_OfEveryPart_RoundTrips()
    {
        foreach (var part in Enum.GetValues<KohyaLoraPart>())
        {
            var key = new KohyaLoraKey("lora_unet_conv_in", part);
            Assert.True(KohyaLoraKey.TryParse(key.ToString(), out var parsed), key.ToString());
            Assert.Equal(key, parsed);
        }
    }

    [Theory]
    [InlineData("lora_te_text_model_encoder_layers_0_mlp_fc1.lora_A.weight", "lora_te_text_model_encoder_layers_0_mlp_fc1", KohyaLoraPart.Down)]
    [InlineData("unet.mid_block.attentions.0.proj_in.lora_B.weight", "lora_unet_mid_block_attentions_0_proj_in", KohyaLoraPart.Up)]
    [InlineData("base_model.model.unet.mid_block.attentions.0.proj_in.lora_A.default.weight", "lora_unet_mid_block_attentions_0_proj_in", KohyaLoraPart.Down)]
    [InlineData("base_model.model.down_blocks.0.attentions.0.proj_in.lora_A.weight", "lora_unet_down_blocks_0_attentions_0_proj_in", KohyaLoraPart.Down)]
    [InlineData("text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_linear_layer.down.weight", "lora_te_text_model_encoder_layers_0_self_attn_q_proj", KohyaLoraPart.Down)]
    [InlineData("text_model.encoder.layers.0.mlp.fc1.lora.up.weight", "lora_te_text_model_encoder_layers_0_mlp_fc1", KohyaLoraPart.Up)]
    [InlineData("unet.up_blocks.1.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.up.weight", "lora_unet_up_blocks_1_attentions_0_transformer_blocks_0_attn1_to_q", KohyaLoraPart.Up)]
    [InlineData("unet.up_blocks.1.attentions.0.transformer_blocks.0.attn2.processor.to_out_lora.down.weight", "lora_unet_up_blocks_1_attentions_0_transformer_blocks_0_attn2_to_out_0", KohyaLoraPart.Down)]
    [InlineData("unet.mid_block.attentions.0.proj_in.alpha", "lora_unet_mid_block_attentions_0_proj_in", KohyaLoraPart.Alpha)]
    public void TryParse_OfForeignSpellings_GivesKohyasNames(string key, string module, KohyaLoraPart part)
    {
        Assert.True(KohyaLoraKey.TryParse(key, out var parsed));
        Assert.Equal(new KohyaLoraKey(module, part), parsed);
        Assert.Equal(module.StartsWith("lora_te_", StringComparison.Ordinal), parsed.IsTextEncoder);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("lora_unet_conv_in")]
    [InlineData("lora_unet_conv_in.")]
    [InlineData("lora_unet_conv_in.lora_sideways.weight")]
    [InlineData("conv_in.weight")]
    [InlineData("model.diffusion_model.out.2.weight")]
    [InlineData("unet.lora_A.weight")]
    [InlineData("unet.")]
    [InlineData("base_model.model.")]
    public void TryParse_WhenItIsNoLoraKey_IsFalse(string key) => Assert.False(KohyaLoraKey.TryParse(key, out _));

    [Fact]
    [Trait("Category", Golden.Trait)]
    public void EveryKeyOfTheReferenceLora_NamesAModuleOfTheReferenceModel()
    {
        var modules = TinySd15.WeightKeys
            .Select(key => TinySd15.Unet.TryToModule(key, out var unet) ? KohyaLoraKeys.ForUnet(WithoutPart(unet))
                : TinySd15.Text.TryToModule(key, out var text) ? KohyaLoraKeys.ForTextEncoder(WithoutPart(text)) : "")
            .ToHashSet();
        var keys = TinySd15.Keys("lora_random_fp16.safetensors").ToList();

        Assert.Equal(3 * (192 + 12), keys.Count);
        foreach (var key in keys)
        {
            Assert.True(KohyaLoraKey.TryParse(key, out var parsed));
            Assert.Contains(parsed.Module, modules);
            Assert.Equal(key, parsed.ToString());
        }
    }

    [Fact]
    [Trait("Category", Golden.Trait)]
    public void CompVisLoraNames_OfEveryModule_TranslateBothWays()
    {
        var names = new CompVisLoraNames(TinySd15.Unet);
        foreach (var key in TinySd15.WeightKeys)
        {
            if (!TinySd15.Unet.TryToModule(key, out var module)) continue;
            var compVis = KohyaLoraKeys.ForUnet(WithoutPart(key[LdmUnetKeys.CheckpointPrefix.Length..]));
            Assert.True(names.TryToDiffusers(compVis, out var diffusers), compVis);
            Assert.Equal(KohyaLoraKeys.ForUnet(WithoutPart(module)), diffusers);
            Assert.True(names.TryToCompVis(diffusers, out var back));
            Assert.Equal(compVis, back);
            Assert.False(names.TryToDiffusers(diffusers, out _));
        }
    }

    private static string WithoutPart(string key) => key[..key.LastIndexOf('.')];
}
