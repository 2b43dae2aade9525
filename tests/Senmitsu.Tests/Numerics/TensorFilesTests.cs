using Senmitsu.Formats.Safetensors;
using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Numerics;

public sealed class TensorFilesTests
{
    // 4 bytes a number: pieces of 1, 3, 7 and more numbers than there are; pieces smaller than a number hold one.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(31)]
    [InlineData(1000)]
    public void Write_InPieces_GivesTheSameFileAsInOne(long pieceSizeInBytes)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var values = new Dictionary<string, Tensor>
        {
            ["turned"] = arange(15, ScalarType.Float32).view(3, 5).t(),
            ["halves"] = randn(2, 2, 5).to(ScalarType.Float16),
            ["one"] = tensor(2.5, ScalarType.Float64),
            ["none"] = empty(0, 4),
        };
        var metadata = new Dictionary<string, string> { ["k"] = "v" };
        SafetensorsWriter.Write(folder.File("whole"), [.. values.Select(pair => TensorFiles.ToTensorData(pair.Key, pair.Value, pair.Value.dtype))], metadata);

        TensorLeaks.AssertNone(() => TensorFiles.Write(folder.File("pieces"), values, metadata, pieceSizeInBytes));
        Assert.Equal(File.ReadAllBytes(folder.File("whole")), File.ReadAllBytes(folder.File("pieces")));
    }
}
