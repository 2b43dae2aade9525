using Senmitsu.DemoModel.Pretraining;
using Senmitsu.Models.Vae;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.DemoModel.Pretraining;

public sealed class VaeTrainingTests
{
    private static readonly VaeTrainingSettings Small = new() { Config = new VaeConfig { Channels = [32, 32, 32, 32], ResnetsPerLevel = 1 }, Steps = 40, PiecesInBatch = 2, PortraitsInBatch = 1 };

    [Fact]
    public void Step_ManyTimes_LessensTheError()
    {
        using var training = new VaeTraining(Small, ScalarType.Float32);
        List<float> errors = [];
        while (!training.IsFinished) errors.Add(training.Step().Error);
        Assert.True(errors.TakeLast(8).Average() < 0.7 * errors.Take(4).Average(), string.Join(' ', errors));
    }

    [Fact]
    public void Step_OnFromAFinishedOne_BeginsWhereThatWas()
    {
        using var first = new VaeTraining(Small, ScalarType.Float32);
        while (!first.IsFinished) first.Step();
        using var weights = first.Weights.Mean();
        using var fresh = new VaeTraining(Small with { PortraitsInBatch = 2 }, ScalarType.Float32);
        using var second = new VaeTraining(Small with { PortraitsInBatch = 2 }, ScalarType.Float32, new GivenWeights(weights.Tensors, ScalarType.Float32));
        Assert.True(second.Step().Error < 0.7 * fresh.Step().Error);
    }

    [Fact]
    public void Load_StateOfAStoppedRun_GoesOnToTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var state = Path.Combine(folder.Path, "state.safetensors");
        using var whole = new VaeTraining(Small, ScalarType.Float32);
        for (var i = 0; i < 6; i++)
        {
            if (i == 3) whole.Weights.Save(state);
            whole.Step();
        }

        using var resumed = new VaeTraining(Small, ScalarType.Float32);
        resumed.Weights.Load(state);
        Assert.Equal(3, resumed.Weights.Step);
        for (var i = 3; i < 6; i++) resumed.Step();
        string first = Path.Combine(folder.Path, "whole.safetensors"), second = Path.Combine(folder.Path, "resumed.safetensors");
        whole.Weights.Save(first);
        resumed.Weights.Save(second);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void Apply_Normalization_ScalesLatentsAndKeepsReconstructions()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var fresh = new FreshWeights(4, ScalarType.Float32);
        using var vae = new Vae(Small.Config, fresh);
        var pixels = rand(6, 3, 64, 64).mul(2).sub(1);
        using var before = vae.Encode(pixels);
        var decoded = vae.Decode(before.Mean);

        LatentNormalization.Apply(fresh.Leaves, before.Mean);
        using var after = vae.Encode(pixels);
        var scaled = after.Mean.mul(Vae.LatentScale).transpose(0, 1).reshape(4, -1);
        Assert.True(scaled.mean([1]).abs().max().item<float>() < 1e-4);
        Assert.True(scaled.std(1).sub(1).abs().max().item<float>() < 1e-4);
        Assert.True(vae.Decode(after.Mean).sub(decoded).abs().max().item<float>() < 1e-3);
    }
}
