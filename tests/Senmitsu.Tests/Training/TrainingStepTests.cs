using System.Text.Json;
using Senmitsu.Diffusion.Schedules;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using Senmitsu.Training.Losses;
using Senmitsu.Training.Optimizers;
using Senmitsu.Training.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training;

/// <summary>Five optimizer steps against sd-scripts: predictions, losses, gradient norms, gradients and weights.</summary>
[Trait("Category", Golden.Trait)]
public sealed class TrainingStepTests
{
    /// <summary>The variant that covers convolutions too and has first weights of its own.</summary>
    private const string LoconVariant = "locon4";

    private const double ForwardTolerance = 2e-5;
    private const double ScalarTolerance = 1e-5;
    private const double WeightTolerance = 1e-5;
    private const double CloseShare = 0.999;
    private const double NormTolerance = 1e-5;

    /// <summary>Share of tensors whose norm after the last step must agree within <see cref="NormTolerance"/>.</summary>
    private const double CloseNormShare = 0.99;

    /// <summary>
    /// Where a gradient vanishes Adam's update is lr·sign(g), and rounding decides the sign: another processor's kernels may flip an element,
    /// most of all in the first updates, before more gradients follow.
    /// </summary>
    private const double FlippedNormTolerance = 5e-5;

    /// <summary>A variant of the reference: its name in the golden folder, and its options.</summary>
    public static TheoryData<string, int, double, LossSettings, PredictionType> Variants { get; } = new()
    {
        { "base", 1, 0, new(), PredictionType.Epsilon },
        { LoconVariant, 1, 0, new(), PredictionType.Epsilon },
        { "clip005_skip2", 2, 0.05, new(), PredictionType.Epsilon },
        { "minsnr5_offset01", 1, 0, new() { MinSnrGamma = 5, NoiseOffset = 0.1 }, PredictionType.Epsilon },
        { "vparam", 1, 0, new(), PredictionType.Velocity },
        { "vparam_minsnr5", 1, 0, new() { MinSnrGamma = 5 }, PredictionType.Velocity },
        { "vparam_scaled", 1, 0, new() { ScaleVPredLossLikeNoisePred = true }, PredictionType.Velocity },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Run_FiveSteps_EqualReference(string variant, int clipSkip, double maxGradNorm, LossSettings loss, PredictionType prediction)
    {
        using var scope = NewDisposeScope();
        using var inputs = new GoldenTensors("lora_train_inputs.safetensors");
        using var golden = new GoldenTensors($"lora_train_{variant}.safetensors");
        using var initial = SafetensorsFile.Open(Golden.File("lora_train_base.safetensors"));
        using var numbers = JsonDocument.Parse(File.ReadAllText(Golden.File("lora_train.json")));
        var expected = numbers.RootElement.GetProperty(variant);
        using var model = TinyModel.Load();
        using var network = variant == LoconVariant ? CreateLocon(model, initial, expected) : CreateNetwork(model, initial);
        if (variant == LoconVariant) CompareWeights(golden, expected, network, variant, 0, isLast: false);
        using var textEncoder = new ParameterGroup("textencoder", TrainableLayers.InTextEncoder(network, model.TextEncoder, clipSkip), 1e-3);
        using var unet = new ParameterGroup("unet", TrainableLayers.InUnet(network), 1e-3);
        using var optimizer = new AdamW([textEncoder, unet], new AdamWSettings());
        using var step = new TrainingStep(model, prediction, loss, clipSkip, trainsTextEncoder: true);
        network.Attach();

        var steps = expected.GetProperty("loss").GetArrayLength();
        for (var s = 0; s < steps; s++)
        {
            using var stepScope = NewDisposeScope();
            var noise = inputs["noise"][s];
            if (loss.NoiseOffset is { } offset) noise = NoiseOffset.Apply(noise, inputs["offset_randn"][s], offset);
            var batch = new StepInputs(inputs["latents"][s], noise, inputs["timesteps"][s], inputs["input_ids"][s]);
            foreach (var group in optimizer.Groups) group.ClearGradients();
            var forward = step.Forward(batch);
            if (s == 0) CompareFirst(golden, forward, variant);
            forward.Loss.backward();
            TensorAssert.CloseRelative(expected.GetProperty("loss")[s].GetDouble(), forward.Loss.item<float>(), ScalarTolerance, $"{variant}.loss[{s}]");
            for (var i = 0; i < forward.PerSample.shape[0]; i++)
            {
                TensorAssert.CloseRelative(expected.GetProperty("per_sample")[s][i].GetDouble(), forward.PerSample[i].item<float>(), ScalarTolerance, $"{variant}.per_sample[{s}][{i}]");
            }

            var norm = GradientClipping.Norm(optimizer.Groups);
            TensorAssert.CloseRelative(expected.GetProperty("grad_norm")[s].GetDouble(), norm, ScalarTolerance, $"{variant}.grad_norm[{s}]");
            if (s == 0) CompareGradients(golden, network, variant);
            GradientClipping.Clip(optimizer.Groups, norm, maxGradNorm);
            optimizer.Update();
            CompareWeights(golden, expected, network, variant, s + 1, isLast: s == steps - 1);
        }
    }

    [Fact]
    public void Forward_WithSampleWeightsMaskAndAddedNoise_UsesEach()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var inputs = new GoldenTensors("lora_train_inputs.safetensors");
        using var model = TinyModel.Load();
        using var step = new TrainingStep(model, PredictionType.Epsilon, null, 1, trainsTextEncoder: false);
        var batch = new StepInputs(inputs["latents"][0], inputs["noise"][0], inputs["timesteps"][0], inputs["input_ids"][0]);
        var plain = step.Forward(batch);

        var weighted = step.Forward(batch with { SampleWeights = tensor(new[] { 0.5f, 0 }) });
        Assert.Equal(plain.PerSample[0].item<float>() * 0.5 / 2, weighted.Loss.item<float>(), 1e-6);
        Assert.Equal(0.25 * plain.Loss.item<float>(), step.Forward(batch with { LossMask = full(2, 1, 16, 16, 0.25f) }).Loss.item<float>(), 1e-6);

        var perturbed = step.Forward(batch with { AddedNoise = batch.Noise * 1.1 });
        TensorAssert.Close(plain.Target, perturbed.Target, 0, "target");
        Assert.True((plain.Noisy - perturbed.Noisy).abs().max().item<float>() > 1e-3, "the added noise was not used");
    }

    [Fact]
    public void Forward_WithEveryLossOption_IsFiniteAndPassesGradients()
    {
        using var inputs = new GoldenTensors("lora_train_inputs.safetensors");
        using var initial = SafetensorsFile.Open(Golden.File("lora_train_base.safetensors"));
        using var model = TinyModel.Load();
        using var network = CreateNetwork(model, initial);
        using var unet = new ParameterGroup("unet", TrainableLayers.InUnet(network), 1e-3);
        network.Attach();
        foreach (var type in Enum.GetValues<LossType>())
        {
            using var scope = NewDisposeScope();
            using var step = new TrainingStep(model, PredictionType.Velocity, new() { Type = type, ZeroTerminalSnr = true, MinSnrGamma = 5, DebiasedEstimation = true, ScaleVPredLossLikeNoisePred = true }, 1, trainsTextEncoder: false);
            unet.ClearGradients();
            var loss = step.Run(new StepInputs(inputs["latents"][0], inputs["noise"][0], tensor(new long[] { 0, 999 }), inputs["input_ids"][0]), 1);
            Assert.True(float.IsFinite(loss) && loss > 0, $"{type}: loss {loss}");
            Assert.InRange(GradientClipping.Norm([unet]), 1e-12, 1e6);
        }
    }

    [Fact]
    public void Run_WithRecomputedActivations_GivesTheSameGradientsAndLeavesNoTensor()
    {
        using var inputs = new GoldenTensors("lora_train_inputs.safetensors");
        using var initial = SafetensorsFile.Open(Golden.File("lora_train_base.safetensors"));
        using var model = TinyModel.Load();
        using var network = CreateNetwork(model, initial);
        using var textEncoder = new ParameterGroup("textencoder", TrainableLayers.InTextEncoder(network, model.TextEncoder, 1), 1e-3);
        using var unet = new ParameterGroup("unet", TrainableLayers.InUnet(network), 1e-3);
        using var step = new TrainingStep(model, PredictionType.Epsilon, null, 1, trainsTextEncoder: true);
        network.Attach();
        using var kept = Gradients();
        model.Unet.RecomputesActivations = true;
        using var recomputed = Gradients();
        Assert.True(kept.abs().max().item<float>() > 0);
        TensorAssert.Close(kept, recomputed, 1e-6 * kept.abs().max().item<float>(), "gradients"); // shared inputs add up in another order
        TensorLeaks.AssertNone(() => Gradients().Dispose());

        Tensor Gradients()
        {
            using var scope = NewDisposeScope();
            textEncoder.ClearGradients();
            unet.ClearGradients();
            step.Run(new StepInputs(inputs["latents"][0], inputs["noise"][0], inputs["timesteps"][0], inputs["input_ids"][0]), 1);
            return cat([textEncoder.Gradients, unet.Gradients]).DetachFromDisposeScope();
        }
    }

    private static void CompareFirst(GoldenTensors golden, StepForward forward, string variant)
    {
        TensorAssert.Close(golden["noisy_step1"], forward.Noisy, ForwardTolerance, $"{variant}.noisy_step1");
        TensorAssert.Close(golden["target_step1"], forward.Target, ForwardTolerance, $"{variant}.target_step1");
        TensorAssert.Close(golden["pred_step1"], forward.Predicted, ForwardTolerance, $"{variant}.pred_step1");
    }

    private static void CompareGradients(GoldenTensors golden, LoraNetwork network, string variant)
    {
        const string Prefix = "grad_step1.";
        foreach (var name in golden.Names.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var expected = golden[name];
            using var gradient = Parameter(network, name[Prefix.Length..])!.grad!.clone();
            TensorAssert.Close(expected, gradient, 1e-5 * Math.Max(expected.abs().max().item<float>(), 1e-3), $"{variant}.{name}");
        }
    }

    private static void CompareWeights(GoldenTensors golden, JsonElement expected, LoraNetwork network, string variant, int step, bool isLast)
    {
        if (expected.GetProperty("digests").TryGetProperty($"{step}", out var digests))
        {
            double worstNorm = 0;
            var withinTolerance = 0;
            var worstName = "";
            foreach (var digest in digests.EnumerateObject())
            {
                if (Parameter(network, digest.Name) is not { } parameter || IsUndetermined(digest.Name, network))
                {
                    withinTolerance++; // alpha is no parameter
                    continue;
                }

                var wanted = digest.Value.GetDouble();
                var norm = parameter.detach().to(ScalarType.Float64).norm().item<double>();
                var difference = Math.Abs(wanted - norm) / Math.Max(wanted, 1e-6);
                if (difference <= NormTolerance) withinTolerance++;
                if (difference > worstNorm) (worstNorm, worstName) = (difference, digest.Name);
            }

            Console.WriteLine($"golden  {variant}.step{step} norms of {digests.EnumerateObject().Count()} tensors: worst relative difference {worstNorm:G3} in {worstName}");
            Assert.True(worstNorm <= FlippedNormTolerance, $"{variant}.step{step}.{worstName}: norm differs by {worstNorm:G3}");
            if (isLast) Assert.True(withinTolerance >= CloseNormShare * digests.EnumerateObject().Count(), $"{variant}.step{step}: only {withinTolerance} norms within {NormTolerance:G1}");
        }

        long elements = 0, close = 0;
        double worst = 0;
        foreach (var name in golden.Names.Where(name => name.StartsWith($"step{step}.", StringComparison.Ordinal)))
        {
            var key = name[$"step{step}.".Length..];
            if (Parameter(network, key) is not { } parameter || IsUndetermined(key, network)) continue; // alpha
            var difference = golden[name].sub(parameter.detach()).abs();
            worst = Math.Max(worst, difference.max().item<float>());
            elements += difference.NumberOfElements;
            close += difference.le(WeightTolerance).sum().item<long>();
        }

        if (elements == 0) return;
        Console.WriteLine($"golden  {variant}.step{step} weights: worst {worst:G3}, {close} of {elements} elements within {WeightTolerance:G1}");
        Assert.True(close >= CloseShare * elements, $"{variant}.step{step}: only {close} of {elements} weights within {WeightTolerance}");
    }

    /// <summary>
    /// A shift of a whole channel is undone by a GroupNorm whose groups are single channels, which the tiny model has where it is narrowest: the pair of the time
    /// embedding gets no gradient but rounding there, and Adam makes whole steps of its sign.
    /// </summary>
    private static bool IsUndetermined(string name, LoraNetwork network)
    {
        const int Groups = 32;
        var module = name[..name.IndexOf('.', StringComparison.Ordinal)];
        return module.EndsWith("_time_emb_proj", StringComparison.Ordinal) && network.Modules.Single(one => one.Layer.Name == module).Target.Shape[0] == Groups;
    }

    /// <summary>A LoRA with the initial weights of the reference.</summary>
    private static LoraNetwork CreateNetwork(StableDiffusionModel model, SafetensorsFile initial)
    {
        using var _ = no_grad();
        using var generator = new Generator(0, CPU);
        var down = initial.Tensors.Values.First(info => info.Name.StartsWith("step0.", StringComparison.Ordinal) && info.Name.EndsWith(".lora_down.weight", StringComparison.Ordinal));
        var network = LoraNetwork.Create(model, new LoraSettings { Rank = (int)down.Shape[0], Alpha = 4 }, generator);
        foreach (var module in network.Modules)
        {
            using var scope = NewDisposeScope();
            ((LoraLayer)module.Layer).Down.copy_(TensorFiles.Read(initial, $"step0.{module.Layer.Name}.lora_down.weight"));
            ((LoraLayer)module.Layer).Up.copy_(TensorFiles.Read(initial, $"step0.{module.Layer.Name}.lora_up.weight"));
        }

        return network;
    }

    /// <summary>
    /// The reference keeps only some of this variant's first weights and the norms of all. The others are drawn again as PyTorch drew them: from the seed that
    /// gives the first pair of <c>base</c>, module by module, for each the values that torch.nn gives down and up at birth, then those that kohya gives down.
    /// </summary>
    private static LoraNetwork CreateLocon(StableDiffusionModel model, SafetensorsFile initial, JsonElement expected)
    {
        const int Alpha = 4, ConvolutionRank = 4, MaxSeed = 10000;
        using var _ = no_grad();
        var names = expected.GetProperty("digests").GetProperty("0").EnumerateObject().Select(digest => digest.Name[..digest.Name.IndexOf('.', StringComparison.Ordinal)]).Distinct().ToList();
        using var first = TensorFiles.Read(initial, $"step0.{names[0]}.lora_down.weight");
        using var unused = new Generator(0, CPU);
        var network = LoraNetwork.Create(model, new LoraSettings { Rank = (int)first.shape[0], Alpha = Alpha, ConvolutionRank = ConvolutionRank }, unused);
        var layers = network.Modules.Select(module => (LoraLayer)module.Layer).ToDictionary(layer => layer.Name);
        Assert.Equal(layers.Keys.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.Contains(Enumerable.Range(0, MaxSeed), seed =>
        {
            using var generator = new Generator((ulong)seed, CPU);
            Draw(layers[names[0]], generator);
            if (layers[names[0]].Down.sub(first).abs().max().item<float>() > 1e-6) return false;
            foreach (var name in names.Skip(1)) Draw(layers[name], generator);
            return true;
        });
        return network;

        static void Draw(LoraLayer layer, Generator generator)
        {
            using var scope = NewDisposeScope();
            layer.Down.uniform_(-1, 1, generator);
            layer.Up.uniform_(-1, 1, generator);
            var bound = 1 / Math.Sqrt(layer.Down.NumberOfElements / layer.Rank);
            layer.Down.uniform_(-bound, bound, generator);
            layer.Up.zero_();
        }
    }

    private static Tensor? Parameter(LoraNetwork network, string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var layer = network.Modules.Single(module => module.Layer.Name == key[..dot]).Layer as LoraLayer;
        return key[(dot + 1)..] switch
        {
            "lora_down.weight" => layer?.Down,
            "lora_up.weight" => layer?.Up,
            _ => null,
        };
    }
}
