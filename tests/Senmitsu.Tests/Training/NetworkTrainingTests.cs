using Senmitsu.Diffusion.Schedules;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Models.Lora.Targets;
using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training;

/// <summary>Every family learns, in the groups and within the limits of its settings.</summary>
public sealed class NetworkTrainingTests
{
    private const double Rate = 1e-3;

    public static TheoryData<NetworkSettings> Networks { get; } =
    [
        new NetworkSettings { Arguments = new() { ConvolutionRank = 2 } },
        new NetworkSettings { Module = NetworkSettings.LoraFaModule },
        new NetworkSettings { Alpha = 0 },
        Lycoris(new()),
        Lycoris(new() { UsesTucker = true }),
        Lycoris(new() { IsDora = true }),
        Lycoris(new() { Algorithm = AdapterFamily.Loha }),
        Lycoris(new() { Algorithm = AdapterFamily.Loha, UsesTucker = true, IsRankStabilized = true }),
        Lycoris(new() { Algorithm = AdapterFamily.Lokr, Lokr = new() { Factor = 4, DecomposesBoth = true } }),
        Lycoris(new() { Algorithm = AdapterFamily.Lokr, UsesTucker = true, IsDora = true, IsDoraByOutput = false }),
        Lycoris(new() { UsesScalar = true }),
        Lycoris(new() { Algorithm = AdapterFamily.Loha, UsesScalar = true, IsDora = true }),
        Lycoris(new() { Algorithm = AdapterFamily.Lokr, UsesScalar = true, TrainsNorms = true }),
        Lycoris(new() { Algorithm = AdapterFamily.Dylora, BlockSize = 2 }),
        Lycoris(new() { Algorithm = AdapterFamily.Glora }),
        Lycoris(new() { Algorithm = AdapterFamily.Glora, UsesScalar = true }),
        Lycoris(new() { Algorithm = AdapterFamily.Ia3 }),
        Lycoris(new() { Algorithm = AdapterFamily.Ia3, ScalesInputs = true }),
        Lycoris(new() { Algorithm = AdapterFamily.Ia3, Preset = TargetPreset.Ia3 }),
        Lycoris(new() { Algorithm = AdapterFamily.Full, TrainsNorms = true }),
        Lycoris(new() { Algorithm = AdapterFamily.Oft, Constraint = 1e-2, IsRescaled = true }),
        Lycoris(new() { Algorithm = AdapterFamily.Boft }),
        new NetworkSettings { Module = NetworkSettings.DyloraModule, Arguments = new() { Unit = 2, ConvolutionRank = 4 } },
        new NetworkSettings { Module = NetworkSettings.OftModule, Alpha = 1e-2 },
        new NetworkSettings { Module = NetworkSettings.OftModule, Alpha = 1, Arguments = new() { RotatesAllLinear = true, RotatesConvolutions = true } },
        new NetworkSettings { Dropout = 0.1, Arguments = new() { RankDropout = 0.1, ModuleDropout = 0.1, LoraPlusRatio = 4 } },
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Update_OfEveryNetwork_LowersTheLossAndLeavesNoTensor(NetworkSettings settings)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Load();
        TensorLeaks.AssertNone(() =>
        {
            using var perRun = NewDisposeScope();
            using var generator = new Generator(1, CPU);
            using var network = LoraNetwork.Create(model, settings.ToLora(), generator);
            var frozen = network.Modules.SelectMany(module => module.Layer.Tensors).Where(tensor => !tensor.IsTrainable).ToDictionary(tensor => tensor, tensor => tensor.Value.clone());
            var groups = ParameterGroups.Create(network, model.TextEncoder, new TrainingSettings { Network = settings, LearningRate = new() { LearningRate = Rate } });
            using var optimizer = new AdamW(groups, new AdamWSettings());
            using var step = new TrainingStep(model, PredictionType.Epsilon, null, 1, trainsTextEncoder: true);
            network.Attach();
            var inputs = new StepInputs(randn([1, 4, 8, 8], generator: generator), randn([1, 4, 8, 8], generator: generator), full([1], 500, ScalarType.Int64), arange(77, ScalarType.Int64).unsqueeze(0));
            var losses = Enumerable.Range(0, 6).Select(i => Step(network, step, optimizer, inputs, i)).ToList();
            Assert.All(losses, loss => Assert.True(float.IsFinite(loss)));
            Assert.True(losses[^1] < losses[0], $"losses {string.Join(", ", losses)}");
            foreach (var (tensor, before) in frozen) TensorAssert.Close(before, tensor.Value, 0, "frozen");
            foreach (var group in groups) group.Dispose();
        });
    }

    [Fact]
    public void Create_WithBlockRatesAndLoraPlus_NamesGroupsAsTheReference()
    {
        var settings = new TrainingSettings
        {
            Network = new() { Rank = 2, Arguments = new() { DownRateWeights = [0, 0, 0.25, 0, 0, 0, 0, 0, 0, 0, 0, 0], MidRateWeight = 0.5, UpRateWeights = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], LoraPlusUnetRatio = 16 } },
            LearningRate = new() { LearningRate = 1, TextEncoderLr = 0.1 },
        };
        Groups(settings, groups => Assert.Equal(
            [("textencoder", 0.1), ("unet_block2", 0.25), ("unet_block2 plus", 4), ("unet_block16", 1), ("unet_block16 plus", 16), ("unet_block12", 0.5), ("unet_block12 plus", 8)],
            groups.Select(group => (group.Name, group.BaseLearningRate))));
    }

    [Fact]
    public void Create_WithoutRate_LeavesTheGroupOut()
    {
        var settings = new TrainingSettings { Network = new() { Rank = 2, Arguments = new() { LoraPlusRatio = 2 } }, LearningRate = new() { LearningRate = 1, TextEncoderLr = 0 } };
        Groups(settings, groups =>
        {
            Assert.Equal([("unet", 1.0), ("unet plus", 2.0)], groups.Select(group => (group.Name, group.BaseLearningRate)));
            Assert.All(groups[1].Parameters, parameter => Assert.Equal(KohyaLoraPart.Up, parameter.Part));
        });
    }

    [Fact]
    public void Limit_OfLongChanges_ShortensThemToTheLimit()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        using var generator = new Generator(1, CPU);
        using var network = LoraNetwork.Create(model, new LoraSettings { Rank = 4, CoversUnet = false }, generator);
        foreach (var layer in network.Modules.Select(module => (LoraLayer)module.Layer)) layer.Up.fill_(0.01);
        ((LoraLayer)network.Modules[0].Layer).Up.fill_(10);
        var before = network.Modules.Select(module => module.Layer.Norm()).ToList();
        var norms = WeightNorms.Limit(network, 1)!;
        Assert.Equal(1, norms.KeysScaled);
        Assert.Equal(1, norms.Max, 1e-5);
        Assert.Equal(1, network.Modules[0].Layer.Norm(), 1e-5);
        Assert.Equal((before.Skip(1).Sum() + 1) / before.Count, norms.Mean, 1e-5);
        Assert.Equal(before[1], network.Modules[1].Layer.Norm());
    }

    /// <summary>LyCORIS measures the change of DoRA's direction, whatever its magnitude is.</summary>
    [Fact]
    public void Limit_OfDora_ShortensItsDirection()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        using var generator = new Generator(1, CPU);
        using var network = LoraNetwork.Create(model, Lycoris(new() { IsDora = true }).ToLora() with { CoversUnet = false }, generator);
        var layer = network.Modules[0].Layer;
        var (up, down, magnitude) = (Part(KohyaLoraPart.Up), Part(KohyaLoraPart.Down), Part(KohyaLoraPart.DoraScale));
        up.fill_(10);
        magnitude.mul_(1000);
        var (before, scale) = (magnitude.clone(), layer.SavedAlpha!.Value / down.shape[0]);
        var norms = WeightNorms.Limit(network, 1)!;
        Assert.Equal(1, norms.KeysScaled);
        Assert.Equal(1, up.view(up.shape[0], -1).matmul(down.view(down.shape[0], -1)).mul(scale).norm().item<float>(), 1e-4);
        TensorAssert.Close(before, magnitude, 0, "magnitude");

        Tensor Part(KohyaLoraPart part) => layer.Tensors.Single(tensor => tensor.Part == part).Value;
    }

    public static TheoryData<NetworkSettings> Unlimited { get; } =
    [
        Lycoris(new() { Algorithm = AdapterFamily.Full }),
        Lycoris(new() { Algorithm = AdapterFamily.Ia3 }),
        Lycoris(new() { Algorithm = AdapterFamily.Glora, UsesScalar = true }),
        Lycoris(new() { Algorithm = AdapterFamily.Dylora }),
        new NetworkSettings { Module = NetworkSettings.DyloraModule },
        new NetworkSettings { Module = NetworkSettings.OftModule, Alpha = 1e-2 },
    ];

    [Theory]
    [MemberData(nameof(Unlimited))]
    public void Limit_OfFamiliesWithoutOne_ChangesNothing(NetworkSettings settings)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        using var generator = new Generator(1, CPU);
        using var network = LoraNetwork.Create(model, settings.ToLora(), generator);
        var tensors = network.Modules.SelectMany(module => module.Layer.Trained).Select(tensor => tensor.Value).ToList();
        foreach (var tensor in tensors) tensor.fill_(1);
        Assert.Null(WeightNorms.Limit(network, 1e-3));
        Assert.All(tensors, tensor => Assert.True(tensor.eq(1).all().item<bool>()));
    }

    [Fact]
    public void Limit_WithNorms_LeavesThemOut()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        using var generator = new Generator(1, CPU);
        using var network = LoraNetwork.Create(model, Lycoris(new() { TrainsNorms = true }).ToLora() with { CoversTextEncoder = false }, generator);
        var layers = network.Modules.Select(module => module.Layer).ToList();
        foreach (var tensor in layers.SelectMany(layer => layer.Trained)) tensor.Value.fill_(1);
        Assert.Equal(layers.Count(layer => layer.SavedAlpha is not null), WeightNorms.Limit(network, 1e-3)!.KeysScaled);
        Assert.All(layers.Where(layer => layer.SavedAlpha is null).SelectMany(layer => layer.Trained), tensor => Assert.True(tensor.Value.eq(1).all().item<bool>()));
    }

    private static NetworkSettings Lycoris(LycorisSettings lycoris) => new() { Module = NetworkSettings.LycorisModule, Arguments = new() { Lycoris = lycoris } };

    private static float Step(LoraNetwork network, TrainingStep step, AdamW optimizer, StepInputs inputs, int index)
    {
        using var masks = new Generator((ulong)index, CPU);
        network.Dropout?.Begin(masks);
        var loss = step.Run(inputs, 1);
        network.Dropout?.End();
        Assert.True(GradientClipping.Norm(optimizer.Groups) > 0);
        optimizer.Update();
        foreach (var group in optimizer.Groups) group.ClearGradients();
        return loss;
    }

    private static void Groups(TrainingSettings settings, Action<IReadOnlyList<ParameterGroup>> test)
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Load();
        using var generator = new Generator(1, CPU);
        using var network = LoraNetwork.Create(model, settings.Network.ToLora(), generator);
        var groups = ParameterGroups.Create(network, model.TextEncoder, settings);
        test(groups);
        foreach (var group in groups) group.Dispose();
    }
}
