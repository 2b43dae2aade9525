using Senmitsu.Models;
using Senmitsu.Models.Vae;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Vae;

/// <summary>Bands of rows give the picture of the whole, whatever their height, at even and odd sizes.</summary>
public sealed class VaeBandsTests
{
    private const double Tolerance = 2e-5;

    [Theory]
    [InlineData(12, 20, false, 1)]
    [InlineData(12, 20, true, 1)]
    [InlineData(9, 7, false, 3000)]
    [InlineData(9, 7, true, 3000)]
    [InlineData(16, 16, false, 20000)]
    public void Decode_InBands_EqualsTheWhole(int height, int width, bool wraps, long elements) => With(wraps, elements, vae =>
    {
        var latent = randn([1, 4, height, width], generator: new Generator(3, CPU));
        TensorAssert.Close(vae.Decode(latent), vae.Decode(latent, inBands: true), Tolerance, $"decode {height}x{width} in bands of {elements}");
    });

    [Theory]
    [InlineData(96, 160, false, 1)]
    [InlineData(72, 56, false, 3000)]
    [InlineData(72, 56, true, 3000)]
    public void Encode_InBands_EqualsTheWhole(int height, int width, bool wraps, long elements) => With(wraps, elements, vae =>
    {
        var pixels = rand([2, 3, height, width], generator: new Generator(4, CPU)).mul(2).sub(1);
        TensorAssert.Close(vae.Moments(pixels), vae.Moments(pixels, inBands: true), Tolerance, $"encode {height}x{width} in bands of {elements}");
    });

    [Fact]
    public void Decode_OfAPictureWithAStrongStep_HasTheWholesStatistics() => With(false, 1, vae =>
    {
        // Bands that normed by themselves would differ most where one half is bright and the other dark.
        var latent = cat([full([1, 4, 8, 16], 3f), full([1, 4, 8, 16], -3f)], 2).add(randn([1, 4, 16, 16], generator: new Generator(5, CPU)).mul(0.1));
        TensorAssert.Close(vae.Decode(latent), vae.Decode(latent, inBands: true), Tolerance, "decode of a step in bands");
    });

    [Theory]
    [InlineData(VaeTiling.Auto, 1024, 1024, ScalarType.BFloat16, false)]
    [InlineData(VaeTiling.Auto, 1024, 1088, ScalarType.BFloat16, true)]
    [InlineData(VaeTiling.Auto, 512, 768, ScalarType.Float32, false)]
    [InlineData(VaeTiling.Auto, 768, 768, ScalarType.Float32, true)]
    [InlineData(VaeTiling.On, 64, 64, ScalarType.BFloat16, true)]
    [InlineData(VaeTiling.Off, 4096, 4096, ScalarType.Float32, false)]
    public void Applies_FollowsTheChoiceTheSizeAndTheFormat(VaeTiling tiling, int width, int height, ScalarType dataType, bool expected) => Assert.Equal(expected, tiling.Applies((long)width * height, dataType));

    [Fact]
    public void DecodeLatent_Unasked_IsTheWholeToTheBit()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        var latent = randn([1, 4, 8, 8], generator: new Generator(6, CPU));
        var expected = model.Vae.Decode(latent.div(Senmitsu.Models.Vae.Vae.LatentScale));
        Assert.True(expected.eq(model.DecodeLatent(latent)).all().item<bool>());
        model.VaeTiling = VaeTiling.Auto;
        Assert.True(expected.eq(model.DecodeLatent(latent)).all().item<bool>());
        model.VaeTiling = VaeTiling.On;
        TensorAssert.Close(expected, model.DecodeLatent(latent), Tolerance, "decode in bands by option");
    }

    [Fact]
    public void Bands_LeaveNoTensor()
    {
        using var model = TinyModel.Load();
        model.Vae.BandElements = 1;
        TensorLeaks.AssertNone(() =>
        {
            using var scope = NewDisposeScope();
            using var _ = inference_mode();
            var latent = randn(1, 4, 8, 8);
            using var picture = model.Vae.Decode(latent, inBands: true);
            using var moments = model.Vae.Moments(picture, inBands: true);
        });
    }

    private static void With(bool wraps, long elements, Action<Senmitsu.Models.Vae.Vae> test)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var vae = StableDiffusionLoader.LoadVae(TinyModel.Path, ScalarType.Float32, CPU);
        (vae.WrapsAround, vae.BandElements) = (wraps, elements);
        test(vae);
    }
}
