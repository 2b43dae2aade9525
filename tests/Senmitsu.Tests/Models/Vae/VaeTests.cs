using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Vae;

[Trait("Category", Golden.Trait)]
public sealed class VaeTests
{
    private const double Tolerance = 2e-5;

    [Fact]
    public void Encode_Image_EqualsReference()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("vae.safetensors");
        using var model = TinyModel.Load();
        TensorAssert.Close(golden["moments"], model.Vae.Moments(golden["image"]), Tolerance, "vae.moments");
        TensorAssert.Close(golden["moments2"], model.Vae.Moments(golden["image2"]), Tolerance, "vae.moments2");

        using var distribution = model.Vae.Encode(golden["image"]);
        TensorAssert.Close(golden["mean"], distribution.Mean, Tolerance, "vae.mean");
        TensorAssert.Close(golden["logvar"], distribution.LogVariance, Tolerance, "vae.logvar");
        TensorAssert.Close(golden["std"], distribution.LogVariance.mul(0.5).exp(), Tolerance, "vae.std");
        TensorAssert.Close(golden["latent_scaled_mean"], model.EncodePixels(golden["image"], null), Tolerance, "vae.latent_scaled_mean");
        Assert.Equal(0.18215, Senmitsu.Models.Vae.Vae.LatentScale);
    }

    [Fact]
    public void Decode_Latent_EqualsReference()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("vae.safetensors");
        using var model = TinyModel.Load();
        TensorAssert.Close(golden["decoded"], model.Vae.Decode(golden["z"]), Tolerance, "vae.decoded");
    }
}
