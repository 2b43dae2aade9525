using Senmitsu.Formats.Safetensors;
using Senmitsu.Models;
using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models;

public sealed class StableDiffusionModelTests : IDisposable
{
    private const string LastLayer = "first_stage_model.decoder.conv_out.weight";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void DecodeLatent_VaeThatOverflowsInFloat16_IsDecodedInFloat32()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var vae = VaeWithLastLayerTimes(1e5f);
        using var model = StableDiffusionLoader.Load(TinyModel.Path, ScalarType.Float32, CPU, vae, ScalarType.Float16);
        using var exact = StableDiffusionLoader.Load(TinyModel.Path, ScalarType.Float32, CPU, vae);
        var latent = randn([1, 4, 4, 4], generator: new Generator(1, CPU));
        Assert.False(model.Vae.Decode(latent).isfinite().all().item<bool>(), "the test's VAE does not overflow in float16");

        TensorAssert.Close(exact.DecodeLatent(latent), model.DecodeLatent(latent), 0, "picture");
        Assert.Equal(ScalarType.Float32, model.Vae.DataType); // stays, so that the next picture is not decoded twice
    }

    [Fact]
    public void DecodeLatent_LatentThatIsNotFinite_IsSaid()
    {
        using var model = TinyModel.Load();
        using var latent = full([1, 4, 4, 4], float.NaN);
        Assert.Contains("The autoencoder gave NaN or infinite values in float32", Assert.Throws<NonFinitePictureException>(() => model.DecodeLatent(latent)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string VaeWithLastLayerTimes(float factor)
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(TinyModel.Path);
        var tensors = file.Tensors.Keys.Where(key => key.StartsWith("first_stage_model.", StringComparison.Ordinal)).Select(key =>
        {
            var tensor = TensorFiles.Read(file, key, ScalarType.Float32, CPU);
            return TensorFiles.ToTensorData(key, key == LastLayer ? tensor.mul(factor) : tensor, ScalarType.Float32);
        }).ToList();
        var path = _folder.File("vae.safetensors");
        SafetensorsWriter.Write(path, tensors, null);
        return path;
    }
}
