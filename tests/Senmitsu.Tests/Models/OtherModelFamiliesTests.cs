using Senmitsu.Formats.Safetensors;
using Senmitsu.Models;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models;

public sealed class OtherModelFamiliesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("conditioner.embedders.1.model.ln_final.weight", "Stable Diffusion XL")]
    [InlineData("model.diffusion_model.label_emb.0.0.weight", "Stable Diffusion XL")]
    [InlineData("model.diffusion_model.joint_blocks.0.context_block.attn.qkv.weight", "Stable Diffusion 3")]
    [InlineData("double_blocks.0.img_attn.qkv.weight", "Flux")]
    public void Load_OfAnotherFamily_NamesIt(string key, string family)
    {
        var path = _folder.File("other.safetensors");
        SafetensorsWriter.Write(path, [new TensorData(key, TensorDataType.Float32, [1], new byte[4])], null);
        var error = Assert.Throws<ModelMismatchException>(() => StableDiffusionLoader.Load(path, ScalarType.Float32, CPU));
        Assert.Equal($"{path} does not fit the network. unexpected (1): {key}. It is a checkpoint of {family}; choose one of Stable Diffusion 1.x or 2.x.", error.Message);
    }
}
