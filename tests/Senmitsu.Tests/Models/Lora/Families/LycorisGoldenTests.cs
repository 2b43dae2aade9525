using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Layers;
using Senmitsu.Models.Lora.Files;
using Senmitsu.Models.Lora;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Lora.Families;

/// <summary>LoCon, LoHa and LoKr on single layers against LyCORIS: the weight's change, and the output beside and inside the weight.</summary>
[Trait("Category", Golden.Trait)]
public sealed class LycorisGoldenTests
{
    private const double Tolerance = 2e-5;

    public static TheoryData<string> Cases { get; } = [.. CaseNames()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Delta_OfEveryForm_EqualsReference(string name) => With(name, (golden, adapter, _) =>
    {
        var expected = golden[$"{name}.delta"];
        TensorAssert.Close(expected, adapter.Delta().view(expected.shape), Tolerance, $"lycoris.{name}.delta");
        Assert.Equal(expected.norm().item<float>(), adapter.Norm(), 1e-4);
    });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_BesideAndInsideTheWeight_EqualsReference(string name) => With(name, (golden, adapter, layer) =>
    {
        var x = golden[$"{name}.x"];
        TensorAssert.Close(golden[$"{name}.y_base"], Forward(layer, x), Tolerance, $"lycoris.{name}.y_base");
        layer.Adapter = adapter;
        TensorAssert.Close(golden[$"{name}.y_mult1"], Forward(layer, x), Tolerance, $"lycoris.{name}.y_mult1 beside");
        layer.Adapter = null;
        layer.Fuse(adapter.Delta().view([.. layer.Shape]));
        TensorAssert.Close(golden[$"{name}.y_mult1"], Forward(layer, x), Tolerance, $"lycoris.{name}.y_mult1 inside");
    });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rescale_ByAnyRatio_ScalesTheChange(string name) => With(name, (_, adapter, _) =>
    {
        var before = adapter.Delta();
        adapter.Rescale(0.3);
        TensorAssert.Close(before.mul(0.3), adapter.Delta(), Tolerance, $"lycoris.{name} rescaled");
    });

    private static IEnumerable<string> CaseNames()
    {
        using var golden = new GoldenTensors("lycoris.safetensors");
        return [.. golden.Names.Where(name => name.EndsWith(".delta", StringComparison.Ordinal)).Select(name => name[..^".delta".Length])];
    }

    private static Tensor Forward(AdaptableLayer layer, Tensor x) => layer is LinearLayer linear ? linear.Forward(x) : ((ConvolutionLayer)layer).Forward(x);

    private static void With(string name, Action<GoldenTensors, LayerAdapter, AdaptableLayer> test)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("lycoris.safetensors");
        using var file = SafetensorsFile.Open(Golden.File("lycoris.safetensors"));
        var kind = name.Split('_')[1];
        var (weight, bias) = (golden[$"layer.{kind}.weight"], golden[$"layer.{kind}.bias"]);
        using AdaptableLayer layer = weight.dim() == 2 ? new LinearLayer("layer", weight, bias) : new ConvolutionLayer("layer", weight, bias, 1, (int)weight.shape[2] / 2);
        var parts = new AdapterParts(file, "lora_unet_layer", layer);
        var prefix = $"{name}.param.";
        foreach (var key in golden.Names.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Assert.True(KohyaLoraKey.TryParse($"lora_unet_layer.{key[prefix.Length..]}", out var parsed), key);
            parts.Add(parsed.Part, key);
        }

        using var adapter = AdapterReader.Read(parts);
        Assert.Empty(parts.Missing);
        Assert.Empty(parts.WrongShapes);
        test(golden, adapter!, layer);
    }
}
