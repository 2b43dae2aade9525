using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Senmitsu.Models.Upscalers;

/// <summary>
/// Real-ESRGAN's small network (xinntao/Real-ESRGAN realesrgan/archs/srvgg_arch.py): a row of 3×3 convolutions with PReLU between them whose
/// result, unfolded, is added to the picture enlarged by repeating pixels. Owns its weights.
/// </summary>
internal sealed class CompactNetwork : IUpscaler
{
    private const int Colours = 3;

    private readonly NetworkWeights _weights;
    private readonly List<ConvolutionLayer> _convolutions = [];
    private readonly List<Tensor> _slopes = [];
    private readonly ScalarType _dataType;

    /// <summary>Builds the network; its sizes are those of the tensors.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="tensors">Tensors by unified name.</param>
    /// <param name="source">Weights.</param>
    /// <exception cref="ModelMismatchException">The last convolution makes no whole factor.</exception>
    public CompactNetwork(string path, IReadOnlyDictionary<string, TensorInfo> tensors, WeightSource source)
    {
        var layers = new List<TensorInfo>();
        while (tensors.GetValueOrDefault($"body.{2 * layers.Count}.weight") is { } info) layers.Add(info);
        if (layers.Find(layer => layer.Shape.Count != 4) is { } odd) throw Wrong($"'{odd.Name}' is {TensorShape.Format(odd.Shape)}, a convolution has four dimensions");
        var last = layers[^1].Shape[0];
        Scale = (int)Math.Sqrt(last / Colours);
        if (Scale is < 1 or > 16 || Colours * Scale * Scale != last) throw Wrong($"its last convolution has {last} channels, which is not 3 times a square");

        _weights = new NetworkWeights(source);
        for (var i = 0; i < layers.Count; i++)
        {
            _convolutions.Add(_weights.Convolution($"body.{2 * i}", i == 0 ? Colours : layers[i - 1].Shape[0], layers[i].Shape[0], 3));
            if (i < layers.Count - 1) _slopes.Add(_weights.Read($"body.{2 * i + 1}.weight", layers[i].Shape[0]));
        }

        _dataType = _convolutions[0].Weight.dtype;

        ModelMismatchException Wrong(string what) => new(path, [], [], [what], UpscalerLoader.Remedy);
    }

    /// <inheritdoc/>
    public int Scale { get; }

    /// <summary>Whether tensors are this network's.</summary>
    public static bool Fits(IReadOnlyDictionary<string, TensorInfo> tensors) =>
        tensors.GetValueOrDefault("body.0.weight") is { Shape: [_, Colours, 3, 3] } && tensors.GetValueOrDefault("body.1.weight") is { Shape.Count: 1 };

    /// <inheritdoc/>
    public Tensor Forward(Tensor pixels)
    {
        TensorShape.Require(pixels, "B 3 H W", nameof(pixels));
        using var scope = NewDisposeScope();
        var x = MemoryFormat.ChannelsLast(pixels.to(_dataType));
        for (var i = 0; i < _convolutions.Count; i++)
        {
            using var before = x;
            var convolved = _convolutions[i].Forward(before);
            x = i < _slopes.Count ? F.prelu(convolved, _slopes[i]) : convolved;
        }

        var detail = F.pixel_shuffle(x, Scale).to(ScalarType.Float32);
        var coarse = F.interpolate(pixels, scale_factor: [Scale, Scale], mode: InterpolationMode.Nearest);
        return detail.add(coarse).contiguous().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.Dispose();
}
