using System.Runtime.InteropServices;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Safetensors;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> GoldenFiles => [.. Directory.GetFiles(Golden.Folder, "*.safetensors").Select(path => Path.GetFileName(path)).Order()];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_GivesTheWrittenBytes()
    {
        var path = _folder.File("学習 済み.safetensors");
        SafetensorsWriter.Write(path, [new TensorData("a", TensorDataType.BFloat16, [2], new byte[] { 1, 2, 3, 4 }), new TensorData("b", TensorDataType.UInt8, [0], default)], new Dictionary<string, string> { ["k"] = "v" });

        using var file = SafetensorsFile.Open(path);
        Assert.Equal(path, file.Path);
        Assert.Equal("v", file.Metadata["k"]);
        Assert.Equal([1, 2, 3, 4], file.Bytes(file.Tensors["a"]).ToArray());
        Assert.Equal(1, Marshal.ReadByte(file.Address(file.Tensors["a"])));
        Assert.True(file.Bytes(file.Tensors["b"]).IsEmpty);
    }

    [Fact]
    public void Open_WhenThereAreNoTensors_Works()
    {
        var path = _folder.File("empty.safetensors");
        SafetensorsWriter.Write(path, [], null);
        using var file = SafetensorsFile.Open(path);
        Assert.Empty(file.Tensors);
    }

    [Fact]
    public void Write_WhileTheOldFileIsOpen_LeavesTheOldBytesReadable()
    {
        var path = _folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [new TensorData("a", TensorDataType.UInt8, [1], new byte[] { 1 })], null);
        using var old = SafetensorsFile.Open(path);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows refuses to replace a mapped file");
        SafetensorsWriter.Write(path, [new TensorData("a", TensorDataType.UInt8, [1], new byte[] { 2 })], null);

        Assert.Equal([1], old.Bytes(old.Tensors["a"]).ToArray());
        using var replaced = SafetensorsFile.Open(path);
        Assert.Equal([2], replaced.Bytes(replaced.Tensors["a"]).ToArray());
    }

    [Fact]
    public void Address_WhenDisposedOrForeign_Throws()
    {
        var path = _folder.File("a.safetensors");
        SafetensorsWriter.Write(path, [new TensorData("a", TensorDataType.UInt8, [1], new byte[1])], null);
        var file = SafetensorsFile.Open(path);
        var tensor = file.Tensors["a"];

        Assert.Throws<ArgumentException>(() => file.Address(tensor with { Offset = 1_000_000 }));
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Address(tensor));
        Assert.Throws<ObjectDisposedException>(() => file.Bytes(tensor).Length);
    }

    [Fact]
    public void Bytes_WhenTensorExceedsASpan_SaysSo()
    {
        var path = _folder.File("sparse.safetensors");
        var head = SafetensorsBytes.Of("""{"a":{"dtype":"U8","shape":[2147483648],"data_offsets":[0,2147483648]}}""", 0);
        using (var stream = File.Create(path))
        {
            stream.Write(head);
            stream.SetLength(head.Length + 2147483648L);
        }

        using var file = SafetensorsFile.Open(path);
        Assert.NotEqual(0, file.Address(file.Tensors["a"]));
        Assert.Throws<NotSupportedException>(() => file.Bytes(file.Tensors["a"]).Length);
    }

    [Fact]
    public void Open_WhenMissingOrAFolder_NamesThePath()
    {
        var missing = _folder.File("none.safetensors");
        Assert.Contains(missing, Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(missing)).Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhenInvalid_LeavesTheFileFree()
    {
        var path = _folder.File("bad.safetensors");
        File.WriteAllBytes(path, new byte[20]);
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path));
        using var writable = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Theory]
    [MemberData(nameof(GoldenFiles))]
    [Trait("Category", Golden.Trait)]
    public void Write_OfAReferenceFile_GivesTheSameDataArea(string name)
    {
        var path = Golden.File(name);
        using var file = SafetensorsFile.Open(path);
        var tensors = file.Tensors.Values.Select(tensor => new TensorData(tensor.Name, tensor.DataType, tensor.Shape, file.Bytes(tensor).ToArray())).ToList();
        var written = SafetensorsBytes.Write(tensors, file.Metadata.Count == 0 ? null : file.Metadata);

        var original = File.ReadAllBytes(path);
        Assert.Equal(original.Length, written.Length);
        Assert.True(original.AsSpan((int)file.DataOffset).SequenceEqual(written.AsSpan((int)file.DataOffset)), "the data areas differ");
    }
}
