using Senmitsu.Diffusion.Schedules;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using Senmitsu.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models;

/// <summary>Long runs of every network leave as many live tensors as one pass: the collector would not free native memory in time.</summary>
[Trait("Category", "slow")]
public sealed class NetworkLeakTests
{
    private const int Passes = 200;
    private const int Side = 64;
    private const int LatentSide = Side / 8;

    [Fact]
    public void Load_AndDispose_LeavesNoTensor() => TensorLeaks.AssertNone(() => TinyModel.Load().Dispose());

    [Fact]
    public void Lora_FusedAndRestored_LeavesNoTensor()
    {
        using var model = TinyModel.Load();
        TensorLeaks.AssertNone(() =>
        {
            using var generator = new Generator(0, CPU);
            using var network = LoraNetwork.Create(model, new LoraSettings(), generator);
            network.Fuse(1, 1).Dispose();
        });
    }

    [Fact]
    public void Unet_OverManySteps_LeavesNoTensor()
    {
        using var model = TinyModel.Load();
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        var latent = randn(2, 4, LatentSide, LatentSide);
        var timesteps = full([2], 500, ScalarType.Float32);
        var context = randn(2, 77, model.Unet.Config.ContextWidth);
        AssertFlat(() => model.Unet.Forward(latent, timesteps, context).Dispose());
    }

    [Fact]
    public void TextEncoder_OverManyPrompts_LeavesNoTensor()
    {
        using var model = TinyModel.Load();
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        var tokens = Tokens(model);
        AssertFlat(() => model.TextEncoder.Forward(tokens).Dispose());
    }

    [Fact]
    public void Vae_OverManyPictures_LeavesNoTensor()
    {
        using var model = TinyModel.Load();
        using var scope = NewDisposeScope();
        using var _ = inference_mode();
        var latent = randn(1, 4, LatentSide, LatentSide);
        AssertFlat(() => model.DecodeLatent(latent).Dispose());
    }

    [Fact]
    public void TrainingStep_OverManySteps_LeavesNoTensor()
    {
        using var scope = NewDisposeScope();
        using var model = TinyModel.Load();
        using var generator = new Generator(0, CPU);
        using var network = LoraNetwork.Create(model, new LoraSettings(), generator);
        using var textEncoder = new ParameterGroup("textencoder", TrainableLayers.InTextEncoder(network, model.TextEncoder, 1), 1e-4);
        using var unet = new ParameterGroup("unet", TrainableLayers.InUnet(network), 1e-4);
        using var optimizer = new AdamW([textEncoder, unet], new AdamWSettings());
        using var step = new TrainingStep(model, PredictionType.Epsilon, null, 1, trainsTextEncoder: true);
        network.Attach();
        var inputs = new StepInputs(randn(1, 4, LatentSide, LatentSide), randn(1, 4, LatentSide, LatentSide), full([1], 500, ScalarType.Int64), Tokens(model));
        AssertFlat(() =>
        {
            step.Run(inputs, 1);
            GradientClipping.Clip(optimizer.Groups, GradientClipping.Norm(optimizer.Groups), 1);
            optimizer.Update();
            foreach (var group in optimizer.Groups) group.ClearGradients();
        });
    }

    /// <summary>Counts after the first pass, which may create what stays.</summary>
    private static void AssertFlat(Action pass)
    {
        pass();
        TensorLeaks.AssertNone(() =>
        {
            for (var i = 1; i < Passes; i++) pass();
        });
    }

    private static Tensor Tokens(StableDiffusionModel model) => randint(0, model.TextEncoder.Config.Vocabulary, [1, 77], ScalarType.Int64);
}
