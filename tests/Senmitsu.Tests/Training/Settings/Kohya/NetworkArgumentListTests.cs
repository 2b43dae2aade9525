using Senmitsu.Generation.Settings;
using Senmitsu.Models.Lora.Targets;
using Senmitsu.Models.Lora;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Tests.Training.Settings.Kohya;

public sealed class NetworkArgumentListTests
{
    [Fact]
    public void Read_OfEveryKohyaArgument_AndWrite_GivesTheSame()
    {
        var ones = string.Join(',', Enumerable.Repeat("1", 25));
        string[] items =
        [
            "conv_dim=4", "conv_alpha=0.5", "rank_dropout=0.1", "module_dropout=0.2", "loraplus_lr_ratio=2", "loraplus_unet_lr_ratio=3", "loraplus_text_encoder_lr_ratio=4", $"block_dims={ones}",
            $"block_alphas={ones}", $"conv_block_dims={ones}", $"conv_block_alphas={ones}", "down_lr_weight=1,1,1,1,1,1,1,1,1,1,1,0.5", "mid_lr_weight=0.25", "up_lr_weight=0,1,1,1,1,1,1,1,1,1,1,1", "block_lr_zero_threshold=0.1",
        ];
        Assert.Equal(items, NetworkArgumentList.Write(Read(new NetworkSettings(), items)));
    }

    [Fact]
    public void Read_OfEveryLycorisArgument_AndWrite_GivesTheSame()
    {
        string[] items = ["conv_dim=0", "conv_alpha=1", "algo=lokr", "preset=attn-mlp", "factor=8", "decompose_both=True", "full_matrix=True", "unbalanced_factorization=True", "use_tucker=True", "rs_lora=True", "dora_wd=True", "wd_on_output=False"];
        Assert.Equal(items, NetworkArgumentList.Write(Read(new NetworkSettings { Module = NetworkSettings.LycorisModule }, items)));
    }

    [Theory]
    [InlineData(NetworkSettings.LycorisModule, "rank_dropout=0.1", "algo=dylora", "preset=ia3", "block_size=2", "constraint=0.5", "rescaled=True", "train_on_input=True", "use_scalar=True", "train_norm=True", "rank_dropout_scale=True")]
    [InlineData(NetworkSettings.DyloraModule, "conv_dim=4", "conv_alpha=1", "loraplus_lr_ratio=2", "unit=4")]
    [InlineData(NetworkSettings.OftModule, "enable_all_linear=True", "enable_conv=True")]
    public void Read_OfOtherNetworksArguments_AndWrite_GivesTheSame(string module, params string[] items) => Assert.Equal(items, NetworkArgumentList.Write(Read(new NetworkSettings { Module = module }, items)));

    [Fact]
    public void WriteAsGiven_UntilTheArgumentsChange_KeepsTheTexts()
    {
        string[] items = ["algo=locon", "preset=full", "conv_alpha=1.0", "bypass_mode=False"];
        var network = NetworkArgumentList.Read(new NetworkSettings { Module = NetworkSettings.LycorisModule }, items, [], []);
        Assert.Equal(items, NetworkArgumentList.WriteAsGiven(network));
        Assert.Equal("""{"algo": "locon", "preset": "full", "conv_alpha": "1.0", "bypass_mode": "False", "dropout": null}""", NetworkArgumentList.ToMetadata(network));
        Assert.Equal(["conv_dim=4", "conv_alpha=1"], NetworkArgumentList.WriteAsGiven(network with { Arguments = network.Arguments with { ConvolutionRank = 4 } }));
        Assert.Equal("""{"down_lr_weight": "sine+0.25", "dropout": 0.5}""", NetworkArgumentList.ToMetadata(NetworkArgumentList.Read(new NetworkSettings { Dropout = 0.5 }, ["down_lr_weight=sine+0.25"], [], [])));
    }

    [Fact]
    public void Read_OfWhatANetworkDoesNotLookAt_NotesIt()
    {
        List<SettingProblem> problems = [];
        List<string> notes = [];
        NetworkArgumentList.Read(new NetworkSettings { Module = NetworkSettings.OftModule }, ["conv_dim=4", "rank_dropout=0.1"], problems, notes);
        NetworkArgumentList.Read(new NetworkSettings { Module = NetworkSettings.LycorisModule }, ["bypass_mode=True"], problems, notes);
        Assert.Empty(problems);
        Assert.Equal(["network_args: conv_dim has no effect in networks.oft", "network_args: rank_dropout has no effect in networks.oft", "network_args: bypass_mode has no effect in lycoris.kohya"], notes);
    }

    [Theory]
    [InlineData("sine", 0, 1)]
    [InlineData("cosine", 1, 0)]
    [InlineData("linear", 0, 1)]
    [InlineData("reverse_linear", 1, 0)]
    [InlineData("zeros", 0, 0)]
    [InlineData("sine+0.25", 0.25, 1.25)]
    [InlineData("0.5", 0.5, 1)]
    [InlineData(",2,3,4,5,6,7,8,9,10,11,12,13", 0, 12)]
    public void Parse_OfCurvesAndLists_GivesTwelveFactors(string text, double first, double last)
    {
        var weights = BlockRateCurve.Parse(text)!;
        Assert.Equal(12, weights.Count);
        Assert.Equal(first, weights[0], 1e-12);
        Assert.Equal(last, weights[^1], 1e-12);
    }

    [Fact]
    public void BlockRateWeights_UpToTheThreshold_LeaveBlocksOut()
    {
        var network = Read(new NetworkSettings { Rank = 8, Alpha = 4 }, ["down_lr_weight=linear", "block_lr_zero_threshold=0.5", "conv_dim=2"]);
        var blocks = network.ToLora().Blocks!;
        Assert.Equal([0, 0, 0, 0, 0, 0, 8, 8, 8, 8, 8, 8, 8], blocks.Ranks.Take(13));
        Assert.Equal([0, 2], [blocks.ConvolutionRanks![5], blocks.ConvolutionRanks[6]]);
        Assert.Equal([4.0, 1.0], [blocks.Alphas[6], blocks.ConvolutionAlphas[6]]);
    }

    [Fact]
    public void ToMetadata_IsWhatTheNetworkWasGiven()
    {
        Assert.Null(NetworkArgumentList.ToMetadata(new NetworkSettings()));
        var network = new NetworkSettings { Arguments = new() { ConvolutionRank = 4, ConvolutionAlpha = 1 } };
        Assert.Equal("""{"conv_dim": "4", "conv_alpha": "1", "dropout": null}""", NetworkArgumentList.ToMetadata(network));
        Assert.Equal("""{"conv_dim": "4", "conv_alpha": "1", "dropout": 0.1}""", NetworkArgumentList.ToMetadata(network with { Dropout = 0.1 }));
    }

    [Fact]
    public void Problems_OfCombinations_NameTheArgument()
    {
        Assert.Equal(["block_dims"], Problems(new() { Arguments = new() { ConvolutionBlockRanks = new(Enumerable.Repeat(1, 25)) } }));
        Assert.Equal(["loraplus_lr_ratio"], Problems(new() { Module = NetworkSettings.LycorisModule, Arguments = new() { LoraPlusRatio = 2, Lycoris = new() { Algorithm = AdapterFamily.Loha } } }));
        Assert.Equal(["unit"], Problems(new() { Module = NetworkSettings.DyloraModule, Rank = 8, Arguments = new() { Unit = 3 } }));
        Assert.Equal(["conv_dim"], Problems(new() { Module = NetworkSettings.DyloraModule, Rank = 8, Arguments = new() { ConvolutionRank = 4 } }));
        Assert.Equal(["block_size"], Problems(new() { Module = NetworkSettings.LycorisModule, Rank = 6, Arguments = new() { Lycoris = new() { Algorithm = AdapterFamily.Dylora } } }));
        Assert.Equal(["network_train_text_encoder_only"], Problems(new() { Module = NetworkSettings.OftModule, TrainUnet = false }));
        Assert.Equal(["base_weights_multiplier"], Problems(new() { BaseWeights = ["a"], BaseWeightsMultiplier = [1, 0.5] }));
        Assert.Equal(["network_train_text_encoder_only"], Problems(new() { Module = NetworkSettings.LycorisModule, TrainUnet = false, Arguments = new() { Lycoris = new() { Preset = TargetPreset.UnetOnly } } }));

        static IEnumerable<string> Problems(NetworkSettings network) => network.Problems().Select(problem => problem.Path);
    }

    private static NetworkSettings Read(NetworkSettings network, string[] items)
    {
        List<SettingProblem> problems = [];
        List<string> notes = [];
        var result = NetworkArgumentList.Read(network, items, problems, notes);
        Assert.Empty(problems);
        Assert.Empty(notes);
        return result;
    }
}
