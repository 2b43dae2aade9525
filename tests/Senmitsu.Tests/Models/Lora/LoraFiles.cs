using Senmitsu.Formats.Safetensors;
using Senmitsu.Numerics;
using Senmitsu.Tests.Testing;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Models.Lora;

/// <summary>LoRA files made of given tensors.</summary>
internal static class LoraFiles
{
    /// <summary>Writes tensors into a file and opens it. Caller owns it.</summary>
    public static SafetensorsFile Write(TemporaryFolder folder, IEnumerable<(string Key, Tensor Value)> tensors)
    {
        var path = folder.File($"{Guid.NewGuid()}.safetensors");
        SafetensorsWriter.Write(path, [.. tensors.Select(pair => TensorFiles.ToTensorData(pair.Key, pair.Value, ScalarType.Float32))], new Dictionary<string, string>());
        return SafetensorsFile.Open(path);
    }

    /// <summary>The tensors of a file under other names.</summary>
    public static SafetensorsFile Rename(TemporaryFolder folder, SafetensorsFile file, Func<string, string> rename) =>
        Write(folder, file.Tensors.Keys.Select(key => (rename(key), TensorFiles.Read(file, key))));
}
