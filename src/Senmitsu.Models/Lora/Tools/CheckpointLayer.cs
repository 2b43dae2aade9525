using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.Weights;
using Senmitsu.Models.Layers;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>A layer of a checkpoint that a LoRA can change, as names: its numbers are read when they are needed.</summary>
/// <param name="Name">kohya module name.</param>
/// <param name="Path">Module key without suffix.</param>
/// <param name="Weight">The weight.</param>
/// <param name="Bias">The bias, or <see langword="null"/>.</param>
/// <param name="IsTextEncoder">Text encoder, else UNet.</param>
public sealed record CheckpointLayer(string Name, string Path, TensorInfo Weight, TensorInfo? Bias, bool IsTextEncoder)
{
    /// <summary>Reads the layer in float32, lets something look at it or change it, and frees it.</summary>
    /// <param name="file">The open checkpoint. Borrowed.</param>
    /// <param name="use">Given the layer, its weight and bias, all borrowed.</param>
    internal TResult Use<TResult>(WeightFile file, Func<AdaptableLayer, Tensor, Tensor?, TResult> use)
    {
        using var scope = NewDisposeScope();
        var weight = TensorFiles.Read(file, Weight.Name, ScalarType.Float32, CPU);
        var bias = Bias is null ? null : TensorFiles.Read(file, Bias.Name, ScalarType.Float32, CPU);
        using AdaptableLayer layer = weight.dim() switch
        {
            1 => new NormLayer(Path, weight, bias ?? zeros_like(weight)),
            4 => new ConvolutionLayer(Path, weight, bias, stride: 1, padding: 0),
            _ => new LinearLayer(Path, weight, bias),
        };
        return use(layer, weight, bias);
    }
}
