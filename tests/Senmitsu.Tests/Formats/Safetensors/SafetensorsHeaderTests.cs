using System.Text;
using CsCheck;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Tests.Formats.Safetensors;

public sealed class SafetensorsHeaderTests
{
    private const string Valid = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]},"b":{"dtype":"I64","shape":[],"data_offsets":[12,20]}}""";

    [Fact]
    public void Read_WhenValid_GivesEveryEntry()
    {
        var header = SafetensorsBytes.Read(SafetensorsBytes.Of(Valid + "   ", 20));

        Assert.Equal("pt", header.Metadata["format"]);
        Assert.Equal(["a", "b"], header.Tensors.Keys);
        Assert.Equal(8 + Valid.Length + 3, header.DataOffset);
        Assert.Equal((TensorDataType.Float16, 0L, 12L), (header.Tensors["a"].DataType, header.Tensors["a"].Offset, header.Tensors["a"].SizeInBytes));
        Assert.Equal([2, 3], header.Tensors["a"].Shape);
        Assert.Equal((TensorDataType.Int64, 12L, 8L), (header.Tensors["b"].DataType, header.Tensors["b"].Offset, header.Tensors["b"].SizeInBytes));
        Assert.Empty(header.Tensors["b"].Shape);
    }

    [Theory]
    [InlineData("""{}""", 0)]
    [InlineData("""{"__metadata__":null}""", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,9223372036854775807,9223372036854775807],"data_offsets":[0,0]},"b":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"a":{"future":{"x":[1]},"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1)]
    [InlineData("""{"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 2)]
    public void Read_WhenUnusualButValid_Accepts(string header, int dataSizeInBytes) =>
        Assert.NotNull(SafetensorsBytes.Read(SafetensorsBytes.Of(header, dataSizeInBytes)));

    [Theory]
    [InlineData(SafetensorsFault.HeaderNotJson, "", 0)]
    [InlineData(SafetensorsFault.HeaderNotJson, """ {}""", 0)]
    [InlineData(SafetensorsFault.HeaderNotJson, """[]""", 0)]
    [InlineData(SafetensorsFault.HeaderNotJson, """{"a":""", 0)]
    [InlineData(SafetensorsFault.HeaderNotJson, """{}{}""", 0)]
    [InlineData(SafetensorsFault.HeaderNotJson, """{"\ud800":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 1)]
    [InlineData(SafetensorsFault.HeaderNotJson, """{"a":{"x":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidTensorEntry, """{"a":1}""", 0)]
    [InlineData(SafetensorsFault.InvalidTensorEntry, """{"a":{"shape":[1],"data_offsets":[0,1]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidTensorEntry, """{"a":{"dtype":"U8","data_offsets":[0,1]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidTensorEntry, """{"a":{"dtype":"U8","shape":[1]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidTensorEntry, """{"a":{"dtype":7,"shape":[1],"data_offsets":[0,1]}}""", 1)]
    [InlineData(SafetensorsFault.UnknownDataType, """{"a":{"dtype":"F4","shape":[1],"data_offsets":[0,1]}}""", 1)]
    [InlineData(SafetensorsFault.UnknownDataType, """{"a":{"dtype":"u8","shape":[1],"data_offsets":[0,1]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidShape, """{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidShape, """{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidShape, """{"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidShape, """{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0)]
    [InlineData(SafetensorsFault.InvalidShape, """{"a":{"dtype":"F64","shape":[1152921504606846977],"data_offsets":[0,8]}}""", 8)]
    [InlineData(SafetensorsFault.InvalidOffsets, """{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidOffsets, """{"a":{"dtype":"U8","shape":[1],"data_offsets":[-1,0]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidOffsets, """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}""", 1)]
    [InlineData(SafetensorsFault.InvalidOffsets, """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}""", 1)]
    [InlineData(SafetensorsFault.SizeMismatch, """{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,2]}}""", 2)]
    [InlineData(SafetensorsFault.Overlap, """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3)]
    [InlineData(SafetensorsFault.Gap, """{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3)]
    [InlineData(SafetensorsFault.DataTruncated, """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 1)]
    [InlineData(SafetensorsFault.DataTruncated, """{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}""", 1)]
    [InlineData(SafetensorsFault.TrailingData, """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 3)]
    [InlineData(SafetensorsFault.DuplicateName, """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2)]
    [InlineData(SafetensorsFault.InvalidMetadata, """{"__metadata__":{"a":1}}""", 0)]
    [InlineData(SafetensorsFault.InvalidMetadata, """{"__metadata__":"a"}""", 0)]
    public void Read_WhenHeaderIsWrong_NamesTheFault(SafetensorsFault fault, string header, int dataSizeInBytes)
    {
        var e = Assert.Throws<SafetensorsException>(() => SafetensorsBytes.Read(SafetensorsBytes.Of(header, dataSizeInBytes)));
        Assert.Equal(fault, e.Fault);
        Assert.Equal("some/model.safetensors", e.Path);
        Assert.StartsWith("model.safetensors: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhenFileIsEmpty_SaysTooSmall() => AssertFault(SafetensorsFault.FileTooSmall, []);

    [Fact]
    public void Read_WhenFileHasSevenBytes_SaysTooSmall() => AssertFault(SafetensorsFault.FileTooSmall, new byte[7]);

    [Theory]
    [InlineData(100_000_001UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    public void Read_WhenHeaderIsHuge_SaysTooLarge(ulong length) => AssertFault(SafetensorsFault.HeaderTooLarge, [.. SafetensorsBytes.Length(length), .. "{}"u8]);

    [Fact]
    public void Read_WhenFileEndsInTheHeader_SaysHeaderTruncated() => AssertFault(SafetensorsFault.HeaderTruncated, [.. SafetensorsBytes.Length(3), .. "{}"u8]);

    [Fact]
    public void Read_WhenHeaderIsNotUtf8_SaysNotJson() => AssertFault(SafetensorsFault.HeaderNotJson, SafetensorsBytes.Of([.. "{\""u8, 0xff, .. "\":1}"u8], 0));

    [Fact]
    public void Read_WhenOneTensorIsAtFault_NamesIt()
    {
        var e = Assert.Throws<SafetensorsException>(() => SafetensorsBytes.Read(SafetensorsBytes.Of("""{"conv.weight":{"dtype":"F16","shape":[2],"data_offsets":[0,2]}}""", 2)));
        Assert.Equal("conv.weight", e.TensorName);
        Assert.Equal("model.safetensors: tensor 'conv.weight' is F16 [2] = 4 bytes, its data_offsets span 2. The file was written by a faulty program.", e.Message);
    }

    [Fact]
    public void EveryFault_HasATest()
    {
        var tested = typeof(SafetensorsHeaderTests).GetMethod(nameof(Read_WhenHeaderIsWrong_NamesTheFault))!
            .GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => (SafetensorsFault)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)[0].Value!);
        SafetensorsFault[] testedAlone = [SafetensorsFault.FileTooSmall, SafetensorsFault.HeaderTooLarge, SafetensorsFault.HeaderTruncated];
        Assert.Equal(Enum.GetValues<SafetensorsFault>(), tested.Union(testedAlone).Order());
    }

    [Fact]
    public void Read_WhenClaimIsHuge_AllocatesLittle()
    {
        var file = SafetensorsBytes.Of("""{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}""", 1);
        byte[] claim = [.. SafetensorsBytes.Length(99_999_999), .. "{}"u8];
        AssertFault(SafetensorsFault.DataTruncated, file);
        AssertFault(SafetensorsFault.HeaderTruncated, claim);

        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertFault(SafetensorsFault.DataTruncated, file);
        AssertFault(SafetensorsFault.HeaderTruncated, claim);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Read_WhenBytesAreRandom_OnlyEverThrowsItsOwn() => Gen.Byte.Array[0, 200].Sample(ReadOrRefuse, iter: 10_000);

    [Fact]
    public void Read_WhenHeaderIsRandom_OnlyEverThrowsItsOwn() =>
        Gen.Byte.Array[0, 200].Sample(bytes => ReadOrRefuse(SafetensorsBytes.Of([(byte)'{', .. bytes], 10)), iter: 10_000);

    [Fact]
    public void Read_WhenAValidFileIsMutated_OnlyEverThrowsItsOwn() =>
        Gen.Select(Gen.Int[0, Valid.Length + 27], Gen.Byte, Gen.Int[0, 3]).Array[1, 4].Sample(edits =>
        {
            var file = SafetensorsBytes.Of(Valid, 20).ToList();
            foreach (var (position, value, edit) in edits)
            {
                if (position >= file.Count) continue;
                if (edit == 0) file.Insert(position, value);
                else if (edit == 1) file.RemoveAt(position);
                else if (edit == 2) file[position] = value;
                else file.RemoveRange(position, file.Count - position);
            }

            ReadOrRefuse([.. file]);
        }, iter: 10_000);

    [Fact]
    public void Read_WhenJsonTokensAreShuffled_OnlyEverThrowsItsOwn()
    {
        var tokens = Gen.OneOf("{", "}", "[", "]", ",", ":", "\"a\"", "\"__metadata__\"", "\"dtype\"", "\"F32\"", "\"shape\"", "\"data_offsets\"", "0", "4", "-1", "1e99", "null", "true");
        tokens.Array[0, 30].Sample(parts => ReadOrRefuse(SafetensorsBytes.Of("{" + string.Concat(parts), 4)), iter: 10_000);
    }

    private static void ReadOrRefuse(byte[] file)
    {
        try
        {
            var header = SafetensorsBytes.Read(file);
            Assert.Equal(header.DataSizeInBytes, header.Tensors.Values.Sum(tensor => tensor.SizeInBytes));
        }
        catch (SafetensorsException e)
        {
            Assert.True(Enum.IsDefined(e.Fault));
        }
    }

    private static void AssertFault(SafetensorsFault fault, byte[] file) =>
        Assert.Equal(fault, Assert.Throws<SafetensorsException>(() => SafetensorsBytes.Read(file)).Fault);
}
