using Senmitsu.Tests.Testing;
using Senmitsu.Training;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training;

[Trait("Category", Golden.Trait)]
public sealed class TextConditioningTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Encode_ThreeChunks_EqualsReference(int clipSkip)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var golden = new GoldenTensors("clip.safetensors");
        using var model = TinyModel.Load();
        var actual = TextConditioning.Encode(model.TextEncoder, golden["long225_ids"], clipSkip);
        TensorAssert.Close(golden[$"long225_clip_skip{clipSkip}"], actual, 2e-5, $"clip.long225_clip_skip{clipSkip}");
    }
}
