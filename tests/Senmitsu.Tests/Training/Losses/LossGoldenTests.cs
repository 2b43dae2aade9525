using System.Text.Json;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Tests.Diffusion;
using Senmitsu.Tests.Testing;
using Senmitsu.Training.Losses;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training.Losses;

/// <summary>Noise, target and weights of real sd-scripts steps; the network's prediction is taken from the recording.</summary>
[Trait("Category", Golden.Trait)]
public sealed class LossGoldenTests
{
    // The recorded tensors are those of the first update, which the file counts as step 1.
    private const int Step = 0;

    /// <summary>The variants of the golden folder.</summary>
    public static TheoryData<string, PredictionType, LossSettings> Variants { get; } = new()
    {
        { "base", PredictionType.Epsilon, new() },
        { "clip005_skip2", PredictionType.Epsilon, new() },
        { "minsnr5_offset01", PredictionType.Epsilon, new() { MinSnrGamma = 5, NoiseOffset = 0.1 } },
        { "vparam", PredictionType.Velocity, new() },
        { "vparam_minsnr5", PredictionType.Velocity, new() { MinSnrGamma = 5 } },
        { "vparam_scaled", PredictionType.Velocity, new() { ScaleVPredLossLikeNoisePred = true } },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Step_OfRecordedRun_EqualsTheReference(string variant, PredictionType prediction, LossSettings settings)
    {
        using var inputs = new GoldenTensors("lora_train_inputs.safetensors");
        using var recorded = new GoldenTensors($"lora_train_{variant}.safetensors");
        using var json = JsonDocument.Parse(File.ReadAllBytes(Golden.File("lora_train.json")));
        var run = json.RootElement.GetProperty(variant);
        using var scope = NewDisposeScope();
        var alphas = NoiseSchedule.Training.AlphasCumprodOn(CPU);
        var timesteps = tensor(inputs.Longs("timesteps")).view(inputs.Shape("timesteps"))[Step];
        var latent = inputs["latents"][Step];
        var noise = inputs["noise"][Step];
        if (settings.NoiseOffset is { } offset) noise = NoiseOffset.Apply(noise, inputs["offset_randn"][Step], offset);

        var noisy = ForwardDiffusion.AddNoise(latent, noise, alphas, timesteps);
        var target = DenoisingLoss.Target(latent, noise, alphas, timesteps, prediction);
        var perSample = DenoisingLoss.PerSample(recorded["pred_step1"], recorded["target_step1"]);
        var table = TimestepWeighting.Table(alphas, settings, prediction);
        var loss = DenoisingLoss.Mean(perSample, table?[timesteps]);

        GoldenTensors.AssertClose("noisy", recorded.Floats("noisy_step1"), noisy.contiguous().data<float>().ToArray(), 1e-6, 1e-6);
        GoldenTensors.AssertClose("target", recorded.Floats("target_step1"), target.contiguous().data<float>().ToArray(), 1e-6, 1e-6);
        GoldenTensors.AssertClose("per sample", [.. run.GetProperty("per_sample")[Step].EnumerateArray().Select(v => v.GetSingle())], perSample.data<float>().ToArray(), 2e-6);
        Assert.Equal(run.GetProperty("loss")[Step].GetDouble(), loss.item<float>(), 2e-6);

        // The weights, on every step: they turn the recorded errors into the recorded losses.
        var allTimesteps = tensor(inputs.Longs("timesteps")).view(inputs.Shape("timesteps"));
        for (var step = 0; step < run.GetProperty("loss").GetArrayLength(); step++)
        {
            var errors = tensor(run.GetProperty("per_sample")[step].EnumerateArray().Select(v => v.GetSingle()).ToArray());
            var stepWeights = table?[allTimesteps[step]];
            var expected = run.GetProperty("loss")[step].GetDouble();
            Assert.Equal(expected, DenoisingLoss.Mean(errors, stepWeights).item<float>(), 2e-6 * Math.Max(1, expected));
        }
    }
}
