using Senmitsu.Formats.Safetensors;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Testing;

/// <summary>An open golden file whose tensors are read by name.</summary>
internal sealed class GoldenTensors(string name) : IDisposable
{
    private readonly SafetensorsFile _file = SafetensorsFile.Open(Golden.File(name));

    public IEnumerable<string> Names => _file.Tensors.Keys.Order(StringComparer.Ordinal);

    public Tensor this[string name] => TensorFiles.Read(_file, name);

    public bool Has(string name) => _file.Tensors.ContainsKey(name);

    public void Dispose() => _file.Dispose();
}
