using Senmitsu.EndToEnd.Tests.Testing;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.EndToEnd.Tests.Cli;

/// <summary>Every family of networks: trained, repeated from the settings file, continued, generated with.</summary>
public sealed class NetworkTests
{
    [Theory]
    [InlineData("--network_args conv_dim=2 conv_alpha=1 rank_dropout=0.1 module_dropout=0.1 --network_dropout 0.1 --scale_weight_norms 0.5", ".lora_up.weight")]
    [InlineData("--network_module networks.lora_fa", ".lora_down.weight")]
    [InlineData("--network_module lycoris.kohya --network_args algo=loha conv_dim=2 conv_alpha=1", ".hada_w1_a")]
    [InlineData("--network_module lycoris.kohya --network_args algo=lokr preset=attn-mlp factor=4 dora_wd=True", ".lokr_w1")]
    [InlineData("--network_module networks.dylora --network_args unit=2", ".lora_down.weight")]
    [InlineData("--network_module networks.oft --network_alpha 0.01", ".oft_blocks")]
    [InlineData("--network_module lycoris.kohya --network_args algo=ia3 preset=ia3", ".on_input")]
    [InlineData("--network_module lycoris.kohya --network_args algo=full train_norm=True", ".b_norm")]
    [InlineData("--network_module lycoris.kohya --network_args algo=boft preset=attn-only rescaled=True --network_dim 64", ".rescale")]
    public async Task Train_OfEveryNetwork_RepeatsAndGenerates(string arguments, string part)
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, ["--max_train_epochs", "1", .. arguments.Split(' ')]))).Succeeded();
        (await workspace.Cli.RunAsync("train", "--config_file", workspace.File("out", "dog6.toml"), "--tokenizer", Workspace.Tokenizer, "--output_dir", workspace.File("again"))).Succeeded();
        using var file = SafetensorsFile.Open(workspace.File("out", "dog6.safetensors"));
        using var again = SafetensorsFile.Open(workspace.File("again", "dog6.safetensors"));
        Assert.Equal(file.Metadata["sshs_model_hash"], again.Metadata["sshs_model_hash"]);
        Assert.Contains(file.Tensors.Keys, key => key.EndsWith(part, StringComparison.Ordinal));
        Assert.Equal(arguments.Contains("network_args", StringComparison.Ordinal), file.Metadata.ContainsKey("ss_network_args"));
        Assert.Equal(arguments.Contains("lycoris", StringComparison.Ordinal), file.Metadata["sshs_model_hash"].StartsWith("0x", StringComparison.Ordinal));

        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "<lora:dog6:0.8> dog6", "--lora-dir", workspace.File("out"))])).Succeeded();
        (await workspace.Cli.RunAsync(["txt2img", .. workspace.Quick("--prompt", "dog6")])).Succeeded();
        Assert.NotEqual(await Picture("00000-42.png"), await Picture("00001-42.png"));

        Task<byte[]> Picture(string name) => File.ReadAllBytesAsync(workspace.File("pictures", name), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("--network_module networks.lora_fa --network_args rank_dropout=0.2 module_dropout=0.1 loraplus_lr_ratio=4 --network_dropout 0.1 --scale_weight_norms 0.01")]
    [InlineData("--network_module lycoris.kohya --network_args algo=glora preset=attn-mlp use_scalar=True")]
    [InlineData("--network_module networks.dylora --full_bf16 --mixed_precision bf16")]
    [InlineData("--network_args mid_lr_weight=0.5 up_lr_weight=linear+0.1")]
    public async Task Resume_OfMasksGroupsAndLimits_RepeatsTheRunLeftAlone(string arguments)
    {
        using var workspace = new Workspace();
        string[] run = workspace.QuickTraining(workspace.Photographs(repeats: 1), ["--max_train_epochs", "2", "--save_every_n_epochs", "1", "--save_state", .. arguments.Split(' ')]);
        (await workspace.Cli.RunAsync(run)).Succeeded();
        (await workspace.Cli.RunAsync([.. run, "--resume", workspace.File("out", "dog6-000001-state"), "--output_dir", workspace.File("again")])).Succeeded();
        using var alone = SafetensorsFile.Open(workspace.File("out", "dog6.safetensors"));
        using var resumed = SafetensorsFile.Open(workspace.File("again", "dog6.safetensors"));
        Assert.Equal(alone.Metadata["sshs_model_hash"], resumed.Metadata["sshs_model_hash"]);
    }

    [Fact]
    public async Task Train_FromWeights_SaysWhatItTook()
    {
        using var workspace = new Workspace();
        var data = workspace.Photographs(repeats: 1);
        (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "1", "--network_args", "conv_dim=2"))).Succeeded();
        var first = workspace.File("out", "dog6.safetensors");
        var taken = (await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--max_train_epochs", "1", "--network_weights", first, "--dim_from_weights", "--network_dim", "16", "--base_weights", first, "--base_weights_multiplier", "0.5", "--output_dir", workspace.File("second"), "--json"))).Succeeded();
        Assert.Contains("dim_from_weights: 289 modules", taken.Output, StringComparison.Ordinal);
        Assert.Contains("base_weights: added 289 modules", taken.Output, StringComparison.Ordinal);
        using var file = SafetensorsFile.Open(workspace.File("second", "dog6.safetensors"));
        Assert.Equal(4, file.Tensors["lora_unet_mid_block_attentions_0_proj_in.lora_down.weight"].Shape[0]);

        var refused = await workspace.Cli.RunAsync(workspace.QuickTraining(data, "--network_weights", first, "--network_dim", "16", "--output_dir", workspace.File("third")));
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("--dim_from_weights", refused.Error, StringComparison.Ordinal);
    }
}
