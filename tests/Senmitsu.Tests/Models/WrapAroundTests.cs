using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models;

/// <summary>With wrapping convolutions a network does not know where the edges are: moving its input around moves its output around.</summary>
public sealed class WrapAroundTests
{
    private const double Tolerance = 5e-5;

    [Fact]
    public void Decode_WithWrapping_MovesWithItsLatent()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        var latent = randn([1, 4, 12, 8], generator: new Generator(1, CPU));
        model.WrapsAround = true;
        TensorAssert.Close(model.DecodeLatent(latent).roll([40, 24], [2, 3]), model.DecodeLatent(latent.roll([5, 3], [2, 3])), Tolerance, "decode, wrapped");
        model.WrapsAround = false;
        Assert.True(TensorAssert.Worst(model.DecodeLatent(latent).roll([40, 24], [2, 3]), model.DecodeLatent(latent.roll([5, 3], [2, 3])), "decode").Difference > 100 * Tolerance);
    }

    [Fact]
    public void Unet_WithWrapping_MovesWithItsInput()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = TinyModel.Load();
        var x = randn([1, 4, 16, 16], generator: new Generator(2, CPU));
        var context = randn([1, 77, model.Unet.Config.ContextWidth], generator: new Generator(3, CPU));
        long coarsest = 1L << (model.Unet.Config.Channels.Count - 1); // the coarsest level moves by whole steps
        Tensor Predict(Tensor input) => model.Unet.Forward(input, full([1], 500, ScalarType.Float32), context);

        var plain = Predict(x);
        model.WrapsAround = true;
        TensorAssert.Close(Predict(x).roll([coarsest, -coarsest], [2, 3]), Predict(x.roll([coarsest, -coarsest], [2, 3])), Tolerance, "unet, wrapped");
        model.WrapsAround = false;
        Assert.True(plain.eq(Predict(x)).all().item<bool>());
    }
}
