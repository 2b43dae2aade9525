using System.Runtime.InteropServices;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Clip;
using Senmitsu.Tests.Formats.Pickle;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Models.Clip;

public sealed class TextualInversionPickleTests
{
    [Fact]
    public void Load_OfPt_ReadsItsVectors()
    {
        using var folder = new TemporaryFolder();
        float[] vectors = [1, 2, 3, 4];
        var writer = new PickleWriter();
        writer.Dictionary(() =>
        {
            writer.Text("string_to_token").Dictionary(() => writer.Text("*").Tensor(TensorDataType.Int64, "LongStorage", MemoryMarshal.AsBytes<long>([265L]).ToArray(), []));
            writer.Text("string_to_param").Dictionary(() => writer.Text("*").Tensor(TensorDataType.Float32, "FloatStorage", MemoryMarshal.AsBytes<float>(vectors).ToArray(), [2, 2]));
        });
        var path = folder.File("style.pt");
        File.WriteAllBytes(path, writer.Zip());
        using var inversion = TextualInversion.Load(path, 2);
        Assert.Equal([2L, 2], inversion.Vectors.shape);
        Assert.Equal(vectors, inversion.Vectors.data<float>().ToArray());
    }
}
