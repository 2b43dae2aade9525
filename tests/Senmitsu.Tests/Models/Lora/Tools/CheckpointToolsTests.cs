using Senmitsu.Formats.Safetensors;
using Senmitsu.Models;
using Senmitsu.Models.Lora;
using Senmitsu.Models.Lora.Tools;
using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Lora.Tools;

/// <summary>Merging into a checkpoint, and extracting from two.</summary>
public sealed class CheckpointToolsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lora")]
    [InlineData("locon")]
    [Trait("Category", Golden.Trait)]
    public void Merge_IntoCheckpoint_EqualsSdScripts(string variant)
    {
        var merged = Merge($"{variant}_random_fp16.safetensors", 0.7, ScalarType.Float32);
        using var golden = new GoldenTensors("lora_infer.safetensors");
        using var file = SafetensorsFile.Open(merged);
        var prefix = $"{variant}.merged0.7.";
        var names = golden.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && file.Tensors.ContainsKey(name[prefix.Length..])).ToList();
        Assert.NotEmpty(names);
        foreach (var name in names)
        {
            using var scope = NewDisposeScope();
            TensorAssert.Close(golden[name], TensorFiles.Read(file, name[prefix.Length..]), 2e-6, name);
        }
    }

    [Fact]
    public void Merge_KeepsTypesAndOtherTensors()
    {
        var merged = Merge("lora_random_fp16.safetensors", 1, null);
        using var before = SafetensorsFile.Open(TinyModel.Path);
        using var after = SafetensorsFile.Open(merged);
        Assert.Equal(before.Tensors.Values.Select(tensor => (tensor.Name, tensor.DataType)).Order(), after.Tensors.Values.Select(tensor => (tensor.Name, tensor.DataType)).Order());
        Assert.Equal("kept", after.Metadata["note"]);
        var same = before.Tensors.Values.Count(tensor => before.Bytes(tensor).SequenceEqual(after.Bytes(after.Tensors[tensor.Name])));
        Assert.Equal(204, before.Tensors.Count - same); // 192 layers of the UNet and 12 of the text encoder
    }

    [Fact]
    public void Extract_OfMergedLora_GivesItBack()
    {
        var merged = Merge("locon_random_fp16.safetensors", 1, ScalarType.Float32);
        using var original = SafetensorsFile.Open(TinyModel.Path);
        using var tuned = SafetensorsFile.Open(merged);
        var result = LoraExtraction.Run(original, tuned, new ExtractionSettings(16, 16, 0, ScalarType.Float32), _ => { }, CancellationToken.None);
        var path = _folder.File("extracted.safetensors");
        SafetensorsWriter.Write(path, result.Tensors, null);

        using var model = TinyModel.Load();
        using var _ = no_grad();
        using var expectedFile = SafetensorsFile.Open(Golden.File("locon_random_fp16.safetensors"));
        using var actualFile = SafetensorsFile.Open(path);
        using var expected = LoraNetwork.Load(expectedFile, model);
        using var actual = LoraNetwork.Load(actualFile, model);
        Assert.Equal(expected.Modules.Select(module => module.Layer.Name).Order(), actual.Modules.Select(module => module.Layer.Name).Order());
        foreach (var (mine, theirs) in actual.Modules.OrderBy(module => module.Layer.Name).Zip(expected.Modules.OrderBy(module => module.Layer.Name)))
        {
            using var scope = NewDisposeScope();
            var wanted = theirs.Layer.Delta();
            Assert.True(mine.Layer.Delta().view(wanted.shape).sub(wanted).norm().item<float>() <= 1e-3 * wanted.norm().item<float>(), theirs.Layer.Name);
        }
    }

    [Fact]
    public void Extract_WithoutConvolutionRank_CoversAttentionAndText()
    {
        var merged = Merge("locon_random_fp16.safetensors", 1, ScalarType.Float32);
        using var original = SafetensorsFile.Open(TinyModel.Path);
        using var tuned = SafetensorsFile.Open(merged);
        var result = LoraExtraction.Run(original, tuned, new ExtractionSettings(4, null, 0, ScalarType.Float16), _ => { }, CancellationToken.None);
        Assert.DoesNotContain(result.Modules, module => module.IsConvolution || module.Name.Contains("resnets", StringComparison.Ordinal));
        Assert.All(result.Modules, module => Assert.InRange(module.Retained, 0.1, 1));
    }

    [Fact]
    public void Extract_OfTheSameCheckpoint_SaysThatNothingDiffers()
    {
        using var file = SafetensorsFile.Open(TinyModel.Path);
        var error = Assert.Throws<ModelMismatchException>(() => LoraExtraction.Run(file, file, new ExtractionSettings(4, null, 0, ScalarType.Float16), _ => { }, CancellationToken.None));
        Assert.Contains("does not differ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Effect_OfLora_IsTheRatioOfNorms()
    {
        using var lora = SafetensorsFile.Open(Golden.File("lora_random_fp16.safetensors"));
        using var checkpoint = SafetensorsFile.Open(TinyModel.Path);
        var effect = LoraEffect.Measure(lora, checkpoint, CancellationToken.None);
        Assert.Equal(204, effect.Layers.Count);
        Assert.Empty(effect.Unmatched);

        using var model = TinyModel.Load();
        using var network = LoraNetwork.Load(lora, model);
        var module = network.Modules[0];
        using var scope = NewDisposeScope();
        var expected = module.Layer.Norm() / module.Target.Weight.norm().item<float>();
        TensorAssert.CloseRelative(expected, effect.Layers.Single(layer => layer.Name == module.Layer.Name).RelativeChange, 1e-4, "relative change");
    }

    [Fact]
    public void Merge_LeavesNoTensor()
    {
        Merge("lora_random_fp16.safetensors", 1, null);
        TensorLeaks.AssertNone(() => Merge("lora_random_fp16.safetensors", 1, null));
    }

    [Fact]
    public void Extract_OfLargeMatrix_FindsTheStrongestDirections()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        const int Rank = 8;
        var values = tensor(Enumerable.Range(0, 200).Select(i => Math.Exp(-i / 8.0)).ToArray());
        var (u, _) = linalg.qr(randn([400, 200], ScalarType.Float64, generator: generator));
        var (v, _) = linalg.qr(randn([300, 200], ScalarType.Float64, generator: generator));
        var matrix = u.mul(values).matmul(v.t()).to(ScalarType.Float32);
        using var decomposition = PairDecomposition.Of(matrix, Rank, generator);
        for (var i = 0; i < Rank; i++) Assert.Equal(Math.Exp(-i / 8.0), decomposition.SingularValues[i], 1e-3);
    }

    private string Merge(string lora, double ratio, ScalarType? dataType)
    {
        var path = _folder.File("merged.safetensors");
        using var file = SafetensorsFile.Open(Golden.File(lora));
        using var checkpoint = SafetensorsFile.Open(TinyModel.Path);
        CheckpointMerge.Run(checkpoint, [new LoraShare(file, ratio, ratio)], path, dataType, new Dictionary<string, string> { ["note"] = "kept" }, _ => { }, CancellationToken.None);
        return path;
    }
}
