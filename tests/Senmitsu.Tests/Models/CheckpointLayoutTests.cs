using System.Runtime.InteropServices;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Models;
using Senmitsu.Tests.Formats.Pickle;
using Senmitsu.Tests.Formats.Weights;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models;

/// <summary>One model in every layout computes the same.</summary>
public sealed class CheckpointLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_OfDiffusersFolder_EqualsTheCheckpoint()
    {
        OtherLayouts.WriteDiffusers(_folder.Path);
        using var expected = TinyModel.Load();
        using var actual = StableDiffusionLoader.Load(_folder.Path, ScalarType.Float32, CPU);
        AssertSame(expected, actual);
        Assert.True(actual.PredictsVelocity);
        Assert.False(expected.PredictsVelocity);
    }

    [Fact]
    public void Load_OfDiffusersFolderWithoutUnet_SaysWhatIsMissing()
    {
        OtherLayouts.WriteDiffusers(_folder.Path);
        File.Delete(Path.Combine(_folder.Path, "unet", "diffusion_pytorch_model-00002-of-00002.safetensors"));
        var error = Assert.Throws<FileNotFoundException>(() => StableDiffusionLoader.Load(_folder.Path, ScalarType.Float32, CPU));
        Assert.Contains("shards", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfPickle_EqualsTheCheckpoint()
    {
        var writer = new PickleWriter();
        using (var file = SafetensorsFile.Open(TinyModel.Path))
        {
            writer.Dictionary(() => writer.Text("state_dict").Dictionary(() =>
            {
                foreach (var tensor in file.Tensors.Values.Where(tensor => tensor.DataType == TensorDataType.Float16)) writer.Text(tensor.Name).Tensor(tensor.DataType, "HalfStorage", file.Bytes(tensor).ToArray(), [.. tensor.Shape]);
            }));
        }

        var path = _folder.File("model.ckpt");
        File.WriteAllBytes(path, writer.Zip());
        using var expected = TinyModel.Load();
        using var actual = StableDiffusionLoader.Load(path, ScalarType.Float32, CPU);
        AssertSame(expected, actual);
    }

    [Fact]
    public void LoadVae_OfDiffusersFile_EqualsTheCheckpoint()
    {
        OtherLayouts.WriteDiffusers(_folder.Path);
        using var expected = StableDiffusionLoader.LoadVae(TinyModel.Path, ScalarType.Float32, CPU);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var latent = randn(1, 4, 8, 8);
        string[] places = [_folder.Path, Path.Combine(_folder.Path, "vae"), Path.Combine(_folder.Path, "vae", "diffusion_pytorch_model.fp16.safetensors")];
        foreach (var place in places)
        {
            using var actual = StableDiffusionLoader.LoadVae(place, ScalarType.Float32, CPU);
            TensorAssert.Close(expected.Decode(latent), actual.Decode(latent), 0, place);
        }
    }

    [Fact]
    public void Load_OfStableDiffusion2_ReadsItsShapesAndCutsItsTextEncoder()
    {
        var path = _folder.File("sd2.safetensors");
        var written = TinyStableDiffusion2.Write(path);
        using var model = StableDiffusionLoader.Load(path, ScalarType.Float32, CPU);
        Assert.True(model.Unet.Config.HasLinearProjections);
        Assert.Equal([1, 2], model.Unet.Config.Channels.Distinct().Select(model.Unet.Config.HeadsOf));
        Assert.Equal(TinyStableDiffusion2.TextLayers - 1, model.TextEncoder.Config.Layers); // the last one is never used
        Assert.False(model.TextEncoder.Config.UsesQuickGelu);

        using var scope = NewDisposeScope();
        var width = model.TextEncoder.Config.Width;
        var layer = model.TextEncoder.Adaptable.Single(layer => layer.Path == "text_model.encoder.layers.0.self_attn.k_proj");
        var packed = tensor(MemoryMarshal.Cast<byte, float>(written["cond_stage_model.model.transformer.resblocks.0.attn.in_proj_weight"]).ToArray()).view(3 * width, width);
        TensorAssert.Close(packed.narrow(0, width, width), layer.Weight, 0, "keys");

        using var _ = no_grad();
        var context = model.TextEncoder.Forward(full([1, 77], 3, ScalarType.Int64));
        var predicted = model.Unet.Forward(randn(1, 4, 8, 8), full([1], 500f), context);
        Assert.True(predicted.isfinite().all().item<bool>());
    }

    private static void AssertSame(StableDiffusionModel expected, StableDiffusionModel actual)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var tokens = arange(0, 77, ScalarType.Int64).unsqueeze(0);
        var context = expected.TextEncoder.Forward(tokens);
        TensorAssert.Close(context, actual.TextEncoder.Forward(tokens), 0, "text");
        var latent = randn(1, 4, 8, 8);
        TensorAssert.Close(expected.Unet.Forward(latent, full([1], 300f), context), actual.Unet.Forward(latent, full([1], 300f), context), 0, "unet");
        TensorAssert.Close(expected.DecodeLatent(latent), actual.DecodeLatent(latent), 0, "vae");
    }
}
