using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora.Targets;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Models.Lora.Families;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Lora;

/// <summary>Which layers networks cover, what files they accept, and what starts them.</summary>
public sealed class LoraNetworkTests
{
    /// <summary>The tiny model lacks one of SD 1.5's 22 shortcuts, and has 2 of its 12 text encoder layers.</summary>
    public static TheoryData<TargetPreset, int?, int, int> Coverage { get; } = new()
    {
        { TargetPreset.Kohya, null, 12, 192 },
        { TargetPreset.Kohya, 4, 12, 277 },
        { TargetPreset.Full, 4, 12, 281 },
        { TargetPreset.Full, 0, 12, 229 },
        { TargetPreset.FullLinear, 4, 12, 229 },
        { TargetPreset.AttentionAndMlp, 4, 12, 192 },
        { TargetPreset.AttentionOnly, 4, 8, 128 },
        { TargetPreset.UnetOnly, 4, 0, 281 },
        { TargetPreset.UnetTransformerOnly, 4, 0, 192 },
        { TargetPreset.UnetConvolutionBlocksOnly, 4, 0, 87 },
    };

    public static TheoryData<AdapterFamily, bool, bool> Families { get; } = new()
    {
        { AdapterFamily.Lora, false, false }, { AdapterFamily.Lora, true, false }, { AdapterFamily.Lora, false, true }, { AdapterFamily.FrozenDownLora, false, false },
        { AdapterFamily.Loha, false, false }, { AdapterFamily.Loha, true, true }, { AdapterFamily.Lokr, false, false }, { AdapterFamily.Lokr, true, true },
        { AdapterFamily.Dylora, false, false }, { AdapterFamily.Glora, false, false }, { AdapterFamily.Full, false, false }, { AdapterFamily.Oft, false, false }, { AdapterFamily.Boft, false, false },
    };

    [Theory]
    [MemberData(nameof(Coverage))]
    public void Create_OfEveryPreset_CoversTheReferencesModules(TargetPreset preset, int? convolutionRank, int inTextEncoder, int inUnet) =>
        With(new LoraSettings { Targets = preset, Rank = 2, ConvolutionRank = convolutionRank }, (_, network) =>
        {
            Assert.Equal(inTextEncoder, network.Modules.Count(module => module.IsTextEncoder));
            Assert.Equal(inUnet, network.Modules.Count(module => !module.IsTextEncoder));
        });

    [Theory]
    [MemberData(nameof(Families))]
    public void Create_OfEveryFamily_ChangesNothingYetAndLeavesNoTensor(AdapterFamily family, bool usesTucker, bool isDora)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        TensorLeaks.AssertNone(() =>
        {
            using var generator = new Generator(1, CPU);
            using var network = LoraNetwork.Create(model, new LoraSettings { Family = family, UsesTucker = usesTucker, IsDora = isDora, TrainsNorms = !isDora, Targets = TargetPreset.Full, ConvolutionRank = 3 }, generator);
            foreach (var module in network.Modules)
            {
                using var perModule = NewDisposeScope();
                Assert.InRange(module.Layer.Delta().abs().max().item<float>(), 0, isDora ? 1e-6 : 0);
                Assert.Equal(module.Layer.Tensors.Count - (family == AdapterFamily.FrozenDownLora && module.Layer is LoraLayer ? 1 : 0), module.Layer.Tensors.Count(tensor => tensor.IsTrainable));
            }

            network.Fuse(0.5, 0.5).Dispose();
        });
    }

    [Fact]
    public void Create_OfLokrBeyondEveryRank_KeepsFullFactorsThatFloat16CanSave() => With(new LoraSettings { Family = AdapterFamily.Lokr, Rank = 100000 }, (_, network) => Assert.All(network.Modules, module =>
    {
        Assert.Equal([KohyaLoraPart.LokrW1, KohyaLoraPart.LokrW2], module.Layer.Tensors.Select(tensor => tensor.Part));
        Assert.True(double.IsFinite((float)(Half)module.Layer.SavedAlpha!.Value));
    }));

    [Fact]
    public void Create_WithBlockRanks_FollowsThem()
    {
        int[] ranks = [.. Enumerable.Range(0, UnetBlock.Count)];
        double[] alphas = [.. ranks.Select(rank => rank / 2.0)];
        With(new LoraSettings { CoversTextEncoder = false, Blocks = new BlockRanks(ranks, alphas, [.. ranks.Select(rank => rank % 2)], alphas) }, (_, network) => Assert.All(network.Modules, module =>
        {
            var (layer, block) = ((LoraLayer)module.Layer, UnetBlock.IndexOf(module.Target.Path));
            Assert.Equal(layer.Down.dim() == 4 && layer.Down.shape[2] == 3 ? 1 : block, layer.Rank);
            Assert.Equal(block / 2.0, layer.Alpha);
        }));
    }

    [Theory]
    [InlineData("down_blocks.0.resnets.0.conv1", 1)]
    [InlineData("down_blocks.1.attentions.1.proj_in", 5)]
    [InlineData("down_blocks.2.downsamplers.0.conv", 9)]
    [InlineData("down_blocks.3.resnets.1.conv2", 11)]
    [InlineData("mid_block.attentions.0.proj_in", 12)]
    [InlineData("up_blocks.0.resnets.0.conv1", 13)]
    [InlineData("up_blocks.0.upsamplers.0.conv", 15)]
    [InlineData("up_blocks.3.attentions.2.proj_out", 24)]
    [InlineData("conv_in", 0)]
    public void IndexOf_OfEveryPlace_IsTheReferencesBlock(string path, int block) => Assert.Equal(block, UnetBlock.IndexOf(path));

    [Theory]
    [InlineData(1024, -1, 32, 32)]
    [InlineData(360, -1, 18, 20)]
    [InlineData(320, -1, 16, 20)]
    [InlineData(320, 8, 8, 40)]
    [InlineData(320, 7, 5, 64)]
    [InlineData(768, 1024, 24, 32)]
    [InlineData(17, -1, 1, 17)]
    public void Factorization_OfDimensions_IsTheReferences(long dimension, int factor, long smaller, long larger) => Assert.Equal((smaller, larger), Factorization.Of(dimension, factor));

    [Theory]
    [InlineData(320, 64, 40, 8)]
    [InlineData(320, 10, 10, 32)]
    [InlineData(320, 8, 0, 0)]
    [InlineData(4, 4, 4, 1)]
    [InlineData(768, 100000, 768, 1)]
    public void Butterfly_OfDimensions_IsTheReferences(long dimension, int largest, long size, long count) => Assert.Equal(size == 0 ? null : (size, count), Factorization.Butterfly(dimension, largest));

    [Fact]
    public void Create_WithThePresetOfIa3_ScalesInputsOfFeedForwardAlone() => With(new LoraSettings { Family = AdapterFamily.Ia3, Targets = TargetPreset.Ia3 }, (model, network) =>
    {
        var layers = model.TextEncoder.Config.Layers;
        Assert.Equal(3 * layers, network.Modules.Count(module => module.IsTextEncoder));
        Assert.Equal(16 * 5, network.Modules.Count(module => !module.IsTextEncoder));
        Assert.All(network.Modules, module =>
        {
            var isOnInput = module.Layer.Tensors.Single(tensor => tensor.Part == KohyaLoraPart.Ia3OnInput).Value.item<float>() == 1;
            Assert.Equal(module.Target.Path.EndsWith("ff.net.2", StringComparison.Ordinal) || module.Target.Path.EndsWith("fc2", StringComparison.Ordinal), isOnInput);
        });
    });

    [Fact]
    public void Create_WithNorms_CoversThoseOfTheUnetsBlocks() => With(new LoraSettings { TrainsNorms = true, Targets = TargetPreset.Full, Rank = 2 }, (_, network) =>
        Assert.Equal(22 * 2 + 16 * 4, network.Modules.Count(module => module.Layer.Tensors.Any(tensor => tensor.Part == KohyaLoraPart.NormWeight))));

    [Theory]
    [InlineData("peft")]
    [InlineData("peft with kohya's module names")]
    [InlineData("original numbering")]
    [InlineData("first of two text encoders")]
    [InlineData("diffusers")]
    public void Load_OfOtherSpellings_GivesTheSame(string spelling)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var folder = new TemporaryFolder();
        using var model = TinyModel.Load();
        using var original = SafetensorsFile.Open(Golden.File("lora_random_fp16.safetensors"));
        using var expected = LoraNetwork.Load(original, model);
        var paths = expected.Modules.ToDictionary(module => module.Layer.Name, module => (module.IsTextEncoder ? "text_encoder." : "unet.") + module.Target.Path);
        var numbering = new CompVisLoraNames(LdmUnetKeys.Create(4, 2, model.Unet.Config.AttentionLevels));
        using var renamed = LoraFiles.Rename(folder, original, key =>
        {
            var (module, part) = (key[..key.IndexOf('.', StringComparison.Ordinal)], key[key.IndexOf('.', StringComparison.Ordinal)..]);
            var peft = part.Replace("lora_down", "lora_A", StringComparison.Ordinal).Replace("lora_up", "lora_B", StringComparison.Ordinal);
            var diffusers = part.Replace("lora_down", "lora_linear_layer.down", StringComparison.Ordinal).Replace("lora_up", "lora_linear_layer.up", StringComparison.Ordinal);
            return spelling switch
            {
                "peft" => $"base_model.model.{paths[module]}{peft}",
                "peft with kohya's module names" => module + peft,
                "original numbering" => (numbering.TryToCompVis(module, out var name) ? name : module) + part,
                "diffusers" => paths[module] + diffusers,
                _ => module.Replace("lora_te_", "lora_te1_", StringComparison.Ordinal) + part,
            };
        });
        using var actual = LoraNetwork.Load(renamed, model);
        Assert.Empty(actual.Unmatched);
        Assert.Equal(expected.Modules.Select(module => module.Layer.Name), actual.Modules.Select(module => module.Layer.Name));
        foreach (var (a, b) in expected.Modules.Zip(actual.Modules)) TensorAssert.Close(a.Layer.Delta(), b.Layer.Delta(), 0, a.Layer.Name);
    }

    [Fact]
    public void Load_OfKeysWithoutAPlace_NamesThem()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = TinyModel.Load();
        using var file = LoraFiles.Write(folder, [("lora_unet_conv_in.diff", zeros(32, 4, 3, 3)), ("lora_te2_text_model_x.alpha", ones(1)), ("lora_unet_conv_out.unknown", ones(1)), ("bundle_emb.word.string_to_param.*", ones(1, 32))]);
        using var network = LoraNetwork.Load(file, model);
        Assert.Equal(["bundle_emb.word.string_to_param.*", "lora_te2_text_model_x", "lora_unet_conv_out"], network.Unmatched);
    }

    [Fact]
    public void ReadWeights_CopiesWhatFits_AndNamesTheRest() => With(new LoraSettings { Rank = 8, ConvolutionRank = 2, CoversTextEncoder = false }, (model, network) =>
    {
        using var file = SafetensorsFile.Open(Golden.File("lora_random_fp16.safetensors"));
        var loaded = network.ReadWeights(file, model);
        Assert.Equal(2 * (277 - 192), loaded.Missing.Count);
        Assert.Equal(3 * 12, loaded.Unexpected.Count);
        Assert.All(loaded.Unexpected, key => Assert.StartsWith("lora_te_", key, StringComparison.Ordinal));
        using var expected = LoraNetwork.Load(file, model);
        var copied = expected.Modules.Where(module => !module.IsTextEncoder).ToDictionary(module => module.Layer.Name, module => (LoraLayer)module.Layer);
        foreach (var layer in network.Modules.Select(module => (LoraLayer)module.Layer).Where(layer => copied.ContainsKey(layer.Name))) TensorAssert.Close(copied[layer.Name].Down, layer.Down, 0, layer.Name);
    });

    [Fact]
    public void ReadWeights_OfAnotherRank_SaysSo() => With(new LoraSettings { Rank = 4 }, (model, network) =>
    {
        using var file = SafetensorsFile.Open(Golden.File("lora_random_fp16.safetensors"));
        Assert.Contains("--dim_from_weights", Assert.Throws<ModelMismatchException>(() => network.ReadWeights(file, model)).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void FuseForGood_EqualsFuse_AndIsNotUndone()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        using var file = SafetensorsFile.Open(Golden.File("lora_random_fp16.safetensors"));
        using var network = LoraNetwork.Load(file, model);
        var layer = network.Modules[0].Target;
        Tensor fused;
        using (network.Fuse(0.7, 0.7)) fused = layer.Weight.clone();
        network.FuseForGood(0.7, 0.7);
        TensorAssert.Close(fused, layer.Weight, 0, layer.Path);
    }

    [Theory]
    [InlineData(0.3, 0, 0, false)]
    [InlineData(0, 0.3, 0, false)]
    [InlineData(0, 0, 0.3, false)]
    [InlineData(0, 0.3, 0, true)]
    public void Dropout_OfEachKind_RepeatsWithItsSeedAndEndsWithThePass(double value, double rank, double module, bool masksRows)
    {
        var dropout = new AdapterDropout(value, rank, module, masksRows);
        With(new LoraSettings { Rank = 8, ConvolutionRank = 4, CoversTextEncoder = false, Dropout = dropout }, (model, network) =>
        {
            foreach (var layer in network.Modules.Select(one => (LoraLayer)one.Layer)) layer.Up.fill_(0.01);
            network.Attach();
            var whole = Forward(model);
            var masked = Masked(model, 5);
            Assert.True(whole.sub(masked).abs().max().item<float>() > 1e-4);
            TensorAssert.Close(masked, Masked(model, 5), 0, "the same seed");
            Assert.True(Masked(model, 6).sub(masked).abs().max().item<float>() > 1e-4);
            TensorAssert.Close(whole, Forward(model), 0, "after the pass");
        });

        Tensor Masked(StableDiffusionModel model, ulong seed)
        {
            using var generator = new Generator(seed, CPU);
            dropout.Begin(generator);
            var result = Forward(model);
            dropout.End();
            return result;
        }

        static Tensor Forward(StableDiffusionModel model) => model.Unet.Forward(ones(1, 4, 8, 8), full([1], 500f), ones(1, 77, model.Unet.Config.ContextWidth));
    }

    private static void With(LoraSettings settings, Action<StableDiffusionModel, LoraNetwork> test)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        using var generator = new Generator(1, CPU);
        using var network = LoraNetwork.Create(model, settings, generator);
        test(model, network);
    }
}
