using System.Globalization;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Lora;

/// <summary>A kohya LoRA beside the weights and inside them, against sd-scripts.</summary>
[Trait("Category", Golden.Trait)]
public sealed class LoraInferenceTests
{
    private const double Tolerance = 2e-5;

    /// <summary>The LoRAs of the golden folder: attention alone, and convolutions besides.</summary>
    public static TheoryData<string> Families { get; } = ["lora", "locon"];

    [Theory]
    [MemberData(nameof(Families))]
    public void Attach_EveryMultiplier_EqualsReference(string family) => ForEachMultiplier(family, (network, multiplier, golden, model, name) =>
    {
        network.SetMultipliers(multiplier, multiplier);
        network.Attach();
        CompareForwards(golden, model, name);
        network.Detach();
    });

    [Theory]
    [MemberData(nameof(Families))]
    public void Fuse_EveryMultiplier_EqualsReference(string family) => ForEachMultiplier(family, (network, multiplier, golden, model, name) =>
    {
        using var fusion = network.Fuse(multiplier, multiplier);
        CompareForwards(golden, model, name);
    });

    [Theory]
    [MemberData(nameof(Families))]
    public void Fuse_MergedWeights_EqualReferenceAndAreRestoredExactly(string family)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("lora_infer.safetensors");
        using var unetGolden = new GoldenTensors("unet.safetensors");
        using var clip = new GoldenTensors("clip.safetensors");
        using var model = TinyModel.Load();
        using var file = SafetensorsFile.Open(Golden.File($"{family}_random_fp16.safetensors"));
        using var network = LoraNetwork.Load(file, model);
        Assert.Empty(network.Unmatched);
        var keys = LdmUnetKeys.Create(4, 2, model.Unet.Config.AttentionLevels);

        foreach (var merged in golden.Names.Where(n => n.StartsWith($"{family}.merged", StringComparison.Ordinal)).GroupBy(n => MergeRatio(n)))
        {
            var originals = model.Unet.Adaptable.Concat(model.TextEncoder.Adaptable).ToDictionary(layer => layer, layer => layer.Weight.clone());
            using (network.Fuse(merged.Key, merged.Key))
            {
                foreach (var name in merged)
                {
                    var key = name[(name.IndexOf("merged", StringComparison.Ordinal) + 6 + merged.Key.ToString(CultureInfo.InvariantCulture).Length + 1)..];
                    var actual = key switch
                    {
                        "te_out" => model.TextEncoder.Forward(clip["input_ids"].narrow(0, 2, 1)),
                        "unet_out" => model.Unet.Forward(unetGolden["sq.x"], full([1], 500f), golden[$"{name[..^"unet_out".Length]}te_out"]),
                        _ => WeightOf(model, keys, key),
                    };
                    TensorAssert.Close(golden[name].view(actual.shape), actual, Tolerance, $"lora_infer.{name}");
                }
            }

            foreach (var (layer, original) in originals) Assert.True(original.equal(layer.Weight).all().item<bool>(), $"{layer.Path} was not restored");
        }
    }

    private static double MergeRatio(string name)
    {
        // "lora.merged0.7.model.diffusion_model.…"
        var rest = name[(name.IndexOf("merged", StringComparison.Ordinal) + 6)..];
        var length = rest.TakeWhile(c => c is '.' or '-' || char.IsAsciiDigit(c)).Count();
        return double.Parse(rest[..length].TrimEnd('.'), CultureInfo.InvariantCulture);
    }

    private static Tensor WeightOf(StableDiffusionModel model, WeightKeyMap unetKeys, string checkpointKey)
    {
        if (!unetKeys.TryToModule(checkpointKey, out var module)) Assert.True(ClipTextKeys.Create().TryToModule(checkpointKey, out module), checkpointKey);
        var path = module![..^".weight".Length];
        return model.Unet.Adaptable.Concat(model.TextEncoder.Adaptable).Single(layer => layer.Path == path).Weight;
    }

    private static void ForEachMultiplier(string family, Action<LoraNetwork, double, GoldenTensors, StableDiffusionModel, string> compare)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("lora_infer.safetensors");
        using var model = TinyModel.Load();
        using var file = SafetensorsFile.Open(Golden.File($"{family}_random_fp16.safetensors"));
        using var network = LoraNetwork.Load(file, model);
        var names = golden.Names.Where(name => name.StartsWith($"{family}.mult", StringComparison.Ordinal) && name.EndsWith(".te", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(names);
        foreach (var name in names)
        {
            var stem = name[..^".te".Length];
            compare(network, double.Parse(stem[$"{family}.mult".Length..], CultureInfo.InvariantCulture), golden, model, stem);
        }
    }

    private static void CompareForwards(GoldenTensors golden, StableDiffusionModel model, string stem)
    {
        using var unetGolden = new GoldenTensors("unet.safetensors");
        using var clip = new GoldenTensors("clip.safetensors");
        var textEmbedding = model.TextEncoder.Forward(clip["input_ids"].narrow(0, 2, 1));
        TensorAssert.Close(golden[$"{stem}.te"], textEmbedding, Tolerance, $"lora_infer.{stem}.te");
        var x = unetGolden["sq.x"];
        using var timesteps = full([1], 500f);
        var baseContext = clip["last_hidden_state"].narrow(0, 2, 1);
        TensorAssert.Close(golden[$"{stem}.unet_base_ctx"], model.Unet.Forward(x, timesteps, baseContext), Tolerance, $"lora_infer.{stem}.unet_base_ctx");
        TensorAssert.Close(golden[$"{stem}.unet_lora_ctx"], model.Unet.Forward(x, timesteps, golden[$"{stem}.te"]), Tolerance, $"lora_infer.{stem}.unet_lora_ctx");
    }
}
