using Senmitsu.Models.Layers;
using static TorchSharp.torch;

namespace Senmitsu.Models.Unet;

/// <summary>GEGLU feed-forward (Shazeer 2020, 2002.05202): (x·W)∘gelu(x·V), then down.</summary>
internal sealed class FeedForward
{
    private const int Expansion = 4;

    private readonly LinearLayer _projection, _output;
    private readonly StageProbe _probe;
    private readonly string _path;

    public FeedForward(NetworkWeights weights, string path, int width)
    {
        _path = path;
        _probe = weights.Probe;
        _projection = weights.Linear($"{path}.net.0.proj", width, 2 * Expansion * width);
        _output = weights.Linear($"{path}.net.2", Expansion * width, width);
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[B, T, C]. Borrowed.</param>
    /// <returns>[B, T, C]. Caller owns it.</returns>
    public Tensor Forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var parts = _projection.Forward(x).chunk(2, -1); // 2 × [B, T, 4C]
        return _probe.Show(_path, _output.Forward(Activations.Geglu(parts[0], parts[1]))).MoveToOuterDisposeScope();
    }
}
