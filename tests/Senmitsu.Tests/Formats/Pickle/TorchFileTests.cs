using System.Runtime.InteropServices;
using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Pickle;

public sealed class TorchFileTests : IDisposable
{
    private static readonly float[] Numbers = [0, 1, 2, 3, 4, 5];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_OfCheckpoint_FindsTensorsInItsStateDict(bool isLegacy)
    {
        var writer = new PickleWriter();
        writer.Dictionary(() =>
        {
            writer.Text("global_step").Number(470000);
            writer.Text("state_dict").Dictionary(() =>
            {
                Floats(writer.Text("a.weight"), [2, 3]);
                writer.Text("b").Tensor(TensorDataType.Int64, "LongStorage", MemoryMarshal.AsBytes<long>([7L, 8L]).ToArray(), [1], start: 1);
            });
        });
        using var file = Open(isLegacy ? writer.Legacy() : writer.Zip());
        Assert.Equal(["a.weight", "b"], file.Tensors.Keys);
        Assert.Equal([2, 3], file.Tensors["a.weight"].Shape);
        Assert.Equal(Numbers, Read(file, "a.weight"));
        Assert.Equal(8, MemoryMarshal.Read<long>(file.Bytes(file.Tensors["b"])));
        Assert.Equal("470000", file.Metadata["global_step"]);
    }

    [Fact]
    public void Open_OfEmbedding_KeepsNestedNames()
    {
        var writer = new PickleWriter();
        writer.Dictionary(() =>
        {
            writer.Text("string_to_param").Dictionary(() => Floats(writer.Text("*"), [2, 3]));
            writer.Text("name").Text("my-style");
        });
        using var file = Open(writer.Zip());
        Assert.Equal(Numbers, Read(file, "string_to_param.*"));
        Assert.Equal("my-style", file.Metadata["name"]);
    }

    [Fact]
    public void Address_OfStridedTensor_ShowsItDense()
    {
        var writer = new PickleWriter();
        writer.Dictionary(() => writer.Text("t").Tensor(TensorDataType.Float32, "FloatStorage", MemoryMarshal.AsBytes<float>(Numbers).ToArray(), [3, 2], [1, 3]));
        using var file = Open(writer.Zip());
        Assert.Equal([0f, 3, 1, 4, 2, 5], Read(file, "t"));
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("torch", "load")]
    [InlineData("torch._utils", "_rebuild_tensor_v2.__globals__")]
    public void Open_WhenPickleAsksForCode_RefusesByName(string module, string name)
    {
        var writer = new PickleWriter();
        writer.Global(module, name).Raw((byte)'(').Text("true").Raw((byte)'t', (byte)'R');
        var error = Assert.Throws<PickleException>(() => Open(writer.Zip()));
        Assert.Equal(PickleFault.ForbiddenName, error.Fault);
        Assert.Contains($"{module}.{name}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfKnownCheckpointExtras_IgnoresThem()
    {
        var writer = new PickleWriter();
        writer.Dictionary(() =>
        {
            writer.Text("callbacks").Dictionary(() => writer.Global("pytorch_lightning.callbacks.model_checkpoint", "ModelCheckpoint").Number(1));
            writer.Text("state_dict").Dictionary(() => Floats(writer.Text("a"), [6]));
        });
        using var file = Open(writer.Zip());
        Assert.Equal(["a"], file.Tensors.Keys);
    }

    [Fact]
    public void Open_WhenInstructionIsUnknown_Refuses()
    {
        var error = Assert.Throws<PickleException>(() => Open(new PickleWriter().Raw((byte)'i').Zip())); // INST
        Assert.Equal(PickleFault.ForbiddenInstruction, error.Fault);
    }

    [Theory]
    [InlineData(2, 3, 0, 5)] // more numbers than the storage claims
    [InlineData(2, 3, 1, 6)] // reaches past its end
    [InlineData(2, 3, 0, 100)] // the storage claims more than the archive holds
    [InlineData(long.MaxValue, long.MaxValue, 0, 6)]
    public void Open_WhenTensorLiesOutside_Refuses(long rows, long columns, long start, long claimed)
    {
        var writer = new PickleWriter();
        var strides = new long[] { columns == 3 ? columns : 1, 1 };
        writer.Dictionary(() => writer.Text("t").Tensor(TensorDataType.Float32, "FloatStorage", MemoryMarshal.AsBytes<float>(claimed == 100 ? Numbers.AsSpan(0, 5) : Numbers).ToArray(), [rows, columns], strides, start, claimed));
        var error = Assert.Throws<PickleException>(() => Open(writer.Zip()));
        Assert.Equal(PickleFault.InvalidTensor, error.Fault);
    }

    [Fact]
    public void Open_WhenTensorRepeatsNumbers_RefusesToGrow()
    {
        var writer = new PickleWriter();
        writer.Dictionary(() => writer.Text("t").Tensor(TensorDataType.Float32, "FloatStorage", new byte[4], [1L << 40], [0]));
        Assert.Equal(PickleFault.InvalidTensor, Assert.Throws<PickleException>(() => Open(writer.Zip())).Fault);
    }

    [Fact]
    public void Open_OfDictionaryInItself_Ends()
    {
        var writer = new PickleWriter().Raw((byte)'}', (byte)'q', 1).Text("self").Raw((byte)'h', 1, (byte)'s');
        using var file = Open(writer.Zip());
        Assert.Empty(file.Tensors);
    }

    [Fact]
    public void Open_OfLegacyFileWithTensorsElsewhere_FindsThoseBehindThem()
    {
        var writer = new PickleWriter();
        writer.Dictionary(() =>
        {
            writer.Text("optimizer_states").Raw((byte)']', (byte)'(');
            Floats(writer, [6]);
            writer.Raw((byte)'e');
            writer.Text("state_dict").Dictionary(() => Floats(writer.Text("a"), [2, 3]));
        });
        using var file = Open(writer.Legacy());
        Assert.Equal(["a"], file.Tensors.Keys);
        Assert.Equal(Numbers, Read(file, "a"));
    }

    [Fact]
    public void Open_OfListCopiedAgainAndAgain_RefusesToGrow()
    {
        const int Pairs = 4000;
        var writer = new PickleWriter().Raw((byte)']', (byte)'q', 0, (byte)'(');
        for (var i = 0; i < Pairs; i++) writer.Raw((byte)'K', 1, (byte)'K', 2, 0x86);
        writer.Raw((byte)'e', (byte)'0').Global("collections", "OrderedDict").Raw((byte)'q', 1, (byte)'0', (byte)'}', (byte)'(');
        for (var i = 0; i < Pairs; i++) writer.Number(i).Raw((byte)'h', 1, (byte)'h', 0, 0x85, (byte)'R');
        Assert.Equal(PickleFault.TooLarge, Assert.Throws<PickleException>(() => Open(writer.Raw((byte)'u').Zip())).Fault);
    }

    [Theory]
    [InlineData(1024, false)]
    [InlineData(1025, true)]
    public void Open_OfLongNames_RefusesThem(int length, bool isRefused)
    {
        var writer = new PickleWriter();
        writer.Dictionary(() => Floats(writer.Text(new string('n', length)), [6]));
        if (!isRefused) Open(writer.Zip()).Dispose();
        else Assert.Equal(PickleFault.TooLarge, Assert.Throws<PickleException>(() => Open(writer.Zip())).Fault);
    }

    [Fact]
    public void Open_OfNamesInsideNames_RefusesToGrow()
    {
        // Three keys that all lead back to the dictionary itself: 3^16 names of up to 16 000 characters.
        var writer = new PickleWriter().Raw((byte)'}', (byte)'q', 0, (byte)'(');
        for (var i = 0; i < 3; i++) writer.Text(new string((char)('a' + i), 1000)).Raw((byte)'h', 0);
        Assert.Equal(PickleFault.TooLarge, Assert.Throws<PickleException>(() => Open(writer.Raw((byte)'u').Zip())).Fault);
    }

    [Fact]
    public void Open_OfParameterDictionary_FindsItsTensors()
    {
        var writer = new PickleWriter();
        writer.Dictionary(() =>
        {
            writer.Text("string_to_param").Global("torch.nn.modules.container", "ParameterDict").Raw((byte)')', 0x81);
            writer.Dictionary(() => writer.Text("_parameters").Dictionary(() => Floats(writer.Text("*"), [2, 3]))).Raw((byte)'b');
        });
        using var file = Open(writer.Zip());
        Assert.Equal(Numbers, Read(file, "string_to_param.*"));
    }

    [Fact]
    public void Open_OfTruncatedFiles_ThrowsNothingElse()
    {
        foreach (var whole in (byte[][])[Sample().Zip(), Sample().Legacy()])
        {
            for (var length = 0; length < whole.Length; length += 3) OpenQuietly(whole[..length]);
        }
    }

    [Fact]
    public void Open_OfDamagedFiles_ThrowsNothingElse()
    {
        var random = new Random(5);
        foreach (var whole in (byte[][])[Sample().Zip(), Sample().Legacy()])
        {
            for (var i = 0; i < 1500; i++)
            {
                var damaged = whole.ToArray();
                for (var j = random.Next(1, 4); j > 0; j--) damaged[random.Next(8, damaged.Length)] = (byte)random.Next(256);
                OpenQuietly(damaged);
            }
        }
    }

    [Fact]
    public void Open_OfRandomPickles_ThrowsNothingElse()
    {
        var random = new Random(6);
        var bytes = new byte[200];
        for (var i = 0; i < 3000; i++)
        {
            random.NextBytes(bytes);
            OpenQuietly(new PickleWriter().Raw(bytes).Zip());
        }
    }

    private static PickleWriter Sample()
    {
        var writer = new PickleWriter();
        return writer.Dictionary(() =>
        {
            Floats(writer.Text("a"), [2, 3]);
            writer.Text("t").Tensor(TensorDataType.Float16, "HalfStorage", new byte[12], [3, 2], [1, 3]);
        });
    }

    private static PickleWriter Floats(PickleWriter writer, long[] shape) => writer.Tensor(TensorDataType.Float32, "FloatStorage", MemoryMarshal.AsBytes<float>(Numbers).ToArray(), shape);

    private static float[] Read(WeightFile file, string name) => MemoryMarshal.Cast<byte, float>(file.Bytes(file.Tensors[name])).ToArray();

    /// <summary>Opens, touches every byte, and accepts nothing but the two kinds of refusal.</summary>
    private void OpenQuietly(byte[] content)
    {
        try
        {
            using var file = Open(content);
            foreach (var tensor in file.Tensors.Values) _ = file.Bytes(tensor).ToArray();
        }
        catch (Exception e) when (e is PickleException or SafetensorsException)
        {
            // refused, with a reason
        }
    }

    private WeightFile Open(byte[] content)
    {
        var path = _folder.File("model.ckpt");
        File.WriteAllBytes(path, content);
        return WeightFiles.Open(path);
    }
}
