using Senmitsu.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.DemoModel.Truth;

/// <summary>
/// A small network that says what a portrait shows and who it is. It learns from painted portraits only, whose truth is known, and
/// judges generated ones. Owns its weights.
/// </summary>
/// <remarks>All channels are multiples of 16, which oneDNN's convolutions compute right in every layout (decision 0022).</remarks>
public sealed class PortraitProbe : IDisposable
{
    /// <summary>Width and height of the portraits it reads, pixels.</summary>
    public const int Side = 128;

    /// <summary>Numbers that describe who a portrait shows.</summary>
    public const int IdentityWidth = 64;

    private const int Patch = 4, Hidden = 192, SpatialSide = Side / Patch / 8;
    private const double NormEpsilon = 1e-5;

    private readonly Dictionary<string, Tensor> _weights = new(StringComparer.Ordinal);
    private readonly WeightSource _source;

    /// <summary>Builds the network.</summary>
    /// <param name="source">Where the weights come from.</param>
    public PortraitProbe(WeightSource source)
    {
        _source = source;
        Convolution("stem", Patch * Patch * 3, 64);
        Residual("level0", 64);
        Convolution("down1", 64, 128);
        Residual("level1", 128);
        Convolution("down2", 128, Hidden);
        Residual("level2", Hidden);
        Convolution("down3", Hidden, Hidden);
        Linear("hidden", Hidden * SpatialSide * SpatialSide, Hidden * 2);
        Linear("identity", Hidden * 2, IdentityWidth);
        Linear("attributes", Hidden * 2, FactAnswers.Count);
        Linear("measures", Hidden * 2, PersonMeasure.Count);
    }

    /// <summary>Looks at portraits.</summary>
    /// <param name="pixels">[B, 3, 128, 128] · the network's dtype · −1…1. Borrowed.</param>
    /// <returns>In the caller's scope.</returns>
    internal ProbeOutput Forward(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        var x = F.pixel_unshuffle(pixels, Patch); // [B, 48, 32, 32]
        x = Residual(Convolve(x, "stem", 1), "level0");
        x = Residual(Convolve(x, "down1", 2), "level1");
        x = Residual(Convolve(x, "down2", 2), "level2");
        x = Convolve(x, "down3", 2).flatten(1); // [B, 192·4·4]: where something is matters for faces
        var hidden = F.silu(Apply(x, "hidden"));
        var identity = F.normalize(Apply(hidden, "identity").to(ScalarType.Float32), 2, 1, 1e-12);
        var attributes = Apply(hidden, "attributes").to(ScalarType.Float32);
        var measures = Apply(hidden, "measures").to(ScalarType.Float32);
        return new ProbeOutput(identity.MoveToOuterDisposeScope(), attributes.MoveToOuterDisposeScope(), measures.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var weight in _weights.Values) weight.Dispose();
    }

    private Tensor Convolve(Tensor x, string name, long stride)
    {
        var y = F.conv2d(x, _weights[$"{name}.weight"], _weights[$"{name}.bias"], [stride, stride], [1, 1]);
        return F.silu(Norm(y, name));
    }

    /// <summary>x + conv2(silu(norm(conv1(x)))) (He et al. 2016, 1512.03385).</summary>
    private Tensor Residual(Tensor x, string name)
    {
        var inner = Convolve(x, $"{name}.conv1", 1);
        return x.add(F.conv2d(inner, _weights[$"{name}.conv2.weight"], _weights[$"{name}.conv2.bias"], [1, 1], [1, 1]));
    }

    private Tensor Norm(Tensor x, string name) => F.group_norm(x, 8, _weights[$"{name}.norm.weight"], _weights[$"{name}.norm.bias"], NormEpsilon);

    private Tensor Apply(Tensor x, string name) => F.linear(x, _weights[$"{name}.weight"], _weights[$"{name}.bias"]);

    private void Residual(string name, long channels)
    {
        Convolution($"{name}.conv1", channels, channels);
        Read($"{name}.conv2.weight", channels, channels, 3, 3);
        Read($"{name}.conv2.bias", channels);
    }

    private void Convolution(string name, long inputs, long outputs)
    {
        Read($"{name}.weight", outputs, inputs, 3, 3);
        Read($"{name}.bias", outputs);
        Read($"{name}.norm.weight", outputs);
        Read($"{name}.norm.bias", outputs);
    }

    private void Linear(string name, long inputs, long outputs)
    {
        Read($"{name}.weight", outputs, inputs);
        Read($"{name}.bias", outputs);
    }

    private void Read(string key, params long[] shape) => _weights.Add(key, _source.Read(key, shape));
}
