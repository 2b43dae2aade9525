using System.Security.Cryptography;
using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Kohya;

public sealed class SshsHashesTests
{
    public static TheoryData<string> TrainedFiles => [.. Directory.GetFiles(Golden.Reference("kohya-run", "out"), "*.safetensors").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(TrainedFiles))]
    public void Compute_OfAFileThatSdScriptsTrained_GivesItsOwnHashes(string name)
    {
        using var file = SafetensorsFile.Open(Golden.Reference("kohya-run", "out", name));
        var tensors = file.Tensors.Values.Select(tensor => new TensorData(tensor.Name, tensor.DataType, tensor.Shape, file.Bytes(tensor).ToArray())).ToList();

        var hashes = SshsHashes.Compute(tensors, file.Metadata);
        Assert.Equal(file.Metadata[SshsHashes.ModelHashKey], hashes.ModelHash);
        Assert.Equal(file.Metadata[SshsHashes.LegacyHashKey], hashes.LegacyHash);
        Assert.Equal(hashes.ModelHash, ModelFileHashes.Sha256OfTensors(file.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Compute_OfALargeFile_HashesTheSameStretchAsTheFileItself()
    {
        var bytes = new byte[1_500_000];
        new Random(1).NextBytes(bytes);
        var tensors = new[] { new TensorData("a", TensorDataType.UInt8, [bytes.Length / 2], bytes.AsMemory(0, bytes.Length / 2)), new TensorData("b", TensorDataType.UInt8, [bytes.Length / 2], bytes.AsMemory(bytes.Length / 2)) };
        var metadata = new Dictionary<string, string> { ["ss_output_name"] = "顔", ["modelspec.title"] = "left out", ["sshs_model_hash"] = "left out" };

        using var file = new MemoryStream();
        SafetensorsWriter.Write(file, tensors, new Dictionary<string, string> { ["ss_output_name"] = "顔" });
        var hashes = SshsHashes.Compute(tensors, metadata);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file.ToArray().AsSpan(0x100000, 0x10000)))[..8], hashes.LegacyHash);
        Assert.Equal(hashes.LegacyHash, ModelFileHashes.Legacy(file));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), hashes.ModelHash);
    }

    [Fact]
    public void Compute_OfASmallFile_GivesTheHashOfNothing() => Assert.Equal("e3b0c442", SshsHashes.Compute([], new Dictionary<string, string>()).LegacyHash);
}
