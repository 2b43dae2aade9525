using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Clip;

[Trait("Category", Golden.Trait)]
public sealed class ClipTextEncoderTests
{
    private const double Tolerance = 2e-5;

    [Fact]
    public void Hidden_EveryLayer_EqualsReference()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("clip.safetensors");
        using var model = TinyModel.Load();
        var ids = golden["input_ids"];
        for (var layer = 0; golden.Has($"hidden_{layer}"); layer++)
        {
            TensorAssert.Close(golden[$"hidden_{layer}"], model.TextEncoder.Hidden(ids, layer), Tolerance, $"clip.hidden_{layer}");
        }
    }

    [Theory]
    [InlineData("last_hidden_state", 1)]
    [InlineData("clip_skip2", 2)]
    public void Forward_ClipSkip_EqualsReference(string name, int clipSkip)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("clip.safetensors");
        using var model = TinyModel.Load();
        TensorAssert.Close(golden[name], model.TextEncoder.Forward(golden["input_ids"], clipSkip), Tolerance, $"clip.{name}");
    }
}
