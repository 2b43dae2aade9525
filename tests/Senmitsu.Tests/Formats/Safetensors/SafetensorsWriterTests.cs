using System.Text;
using CsCheck;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Tests.Formats.Safetensors;

public sealed class SafetensorsWriterTests
{
    private static readonly Gen<TensorData> AnyTensor =
        from name in Gen.String[0, 12].Where(name => name != "__metadata__" && IsUnicode(name))
        from type in Gen.Enum<TensorDataType>()
        from shape in Gen.Long[0, 4].Array[0, 4]
        from bytes in Gen.Byte.Array[(int)shape.Aggregate((long)type.SizeInBytes(), (product, size) => product * size)]
        select new TensorData(name, type, shape, bytes);

    private static readonly Gen<Dictionary<string, string>> AnyMetadata = Gen.Dictionary(Gen.String[0, 8].Where(IsUnicode), Gen.String[0, 20].Where(IsUnicode))[0, 4];

    [Fact]
    public void Write_ThenRead_GivesTheSameBack() =>
        Gen.Select(AnyTensor.Array[0, 8], AnyMetadata).Sample((drawn, metadata) =>
        {
            var tensors = drawn.DistinctBy(tensor => tensor.Name).ToArray();
            var file = SafetensorsBytes.Write(tensors, metadata);
            var header = SafetensorsBytes.Read(file);

            Assert.Equal(metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal), header.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal));
            Assert.Equal(tensors.Length, header.Tensors.Count);
            foreach (var tensor in tensors)
            {
                var read = header.Tensors[tensor.Name];
                Assert.Equal(tensor.DataType, read.DataType);
                Assert.Equal(tensor.Shape, read.Shape);
                Assert.Equal(tensor.Bytes.ToArray(), file.AsSpan((int)(header.DataOffset + read.Offset), (int)read.SizeInBytes).ToArray());
            }
        });

    [Fact]
    public void Write_LaysOutWideTypesFirstThenByName()
    {
        var types = Enum.GetValues<TensorDataType>();
        var tensors = types.SelectMany(type => new[] { "b", "B", "a" }.Select(name => new TensorData($"{name}.{type}", type, [1], new byte[type.SizeInBytes()]))).ToArray();
        var names = SafetensorsBytes.Read(SafetensorsBytes.Write(tensors, null)).Tensors.Keys;

        TensorDataType[] order =
        [
            TensorDataType.UInt64, TensorDataType.Int64, TensorDataType.Float64, TensorDataType.Float32, TensorDataType.UInt32, TensorDataType.Int32,
            TensorDataType.BFloat16, TensorDataType.Float16, TensorDataType.UInt16, TensorDataType.Int16,
            TensorDataType.Float8E4M3, TensorDataType.Float8E5M2, TensorDataType.Int8, TensorDataType.UInt8, TensorDataType.Bool,
        ];
        Assert.Equal(order.SelectMany(type => new[] { $"B.{type}", $"a.{type}", $"b.{type}" }), names);
    }

    [Fact]
    public void Write_GivesExactlyTheseBytes()
    {
        var file = SafetensorsBytes.Write(
            [new TensorData("scale", TensorDataType.BFloat16, [], new byte[] { 0x80, 0x3f }), new TensorData("顔.w", TensorDataType.Float32, [1, 1], new byte[] { 1, 2, 3, 4 })],
            new Dictionary<string, string> { ["z"] = "\"\\\n\u0001\u007f顔😀", ["a"] = "" });

        const string header = "{\"__metadata__\":{\"a\":\"\",\"z\":\"\\\"\\\\\\n\\u0001\u007f顔😀\"}," +
            """
            "顔.w":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"scale":{"dtype":"BF16","shape":[],"data_offsets":[4,6]}}
            """;
        var bytes = Encoding.UTF8.GetBytes(header);
        var padded = (bytes.Length + 7) / 8 * 8;
        Assert.Equal([.. SafetensorsBytes.Length((ulong)padded), .. bytes, .. Enumerable.Repeat((byte)' ', padded - bytes.Length), 1, 2, 3, 4, 0x80, 0x3f], file);
    }

    [Fact]
    public void Write_WhenMetadataIsNull_WritesNone() => Assert.Equal([.. SafetensorsBytes.Length(8), .. "{}      "u8], SafetensorsBytes.Write([], null));

    [Fact]
    public void Write_WhenCallerIsWrong_Throws()
    {
        var good = new TensorData("a", TensorDataType.UInt8, [1], new byte[1]);
        Assert.Throws<ArgumentException>(() => SafetensorsBytes.Write([good, good], null));
        Assert.Throws<ArgumentException>(() => SafetensorsBytes.Write([good with { Name = "__metadata__" }], null));
        Assert.Throws<ArgumentException>(() => SafetensorsBytes.Write([good with { Bytes = new byte[2] }], null));
        Assert.Throws<ArgumentException>(() => SafetensorsBytes.Write([good with { Shape = [-1, -1] }], null));
        Assert.ThrowsAny<ArgumentException>(() => SafetensorsBytes.Write([good with { Name = "\ud800" }], null));
    }

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i) && i + 1 < text.Length) i++;
            else if (char.IsSurrogate(text[i])) return false;
        }

        return true;
    }
}
