using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Numerics;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora.Tools;

/// <summary>The low-rank pair of one module as two matrices: ΔW = scale · up·down. Owns them.</summary>
public sealed class LoraPair : IDisposable
{
    /// <summary>Creates a pair. Takes ownership of the tensors.</summary>
    /// <param name="name">kohya module name.</param>
    /// <param name="up">[out, r] · float32.</param>
    /// <param name="down">[r, in·kh·kw] · float32.</param>
    /// <param name="inputs">[in], or [in, kh, kw] for a convolution.</param>
    /// <param name="scale">alpha / r.</param>
    public LoraPair(string name, Tensor up, Tensor down, IReadOnlyList<long> inputs, double scale)
    {
        ArgumentNullException.ThrowIfNull(up);
        ArgumentNullException.ThrowIfNull(down);
        Name = name;
        Up = up.DetachFromDisposeScope();
        Down = down.DetachFromDisposeScope();
        Inputs = inputs;
        Scale = scale;
    }

    /// <summary>kohya module name.</summary>
    public string Name { get; }

    /// <summary>[out, r] · float32.</summary>
    public Tensor Up { get; }

    /// <summary>[r, in·kh·kw] · float32.</summary>
    public Tensor Down { get; }

    /// <summary>[in], or [in, kh, kw] for a convolution.</summary>
    public IReadOnlyList<long> Inputs { get; }

    /// <summary>alpha / r.</summary>
    public double Scale { get; }

    /// <summary>r.</summary>
    public int Rank => (int)Down.shape[0];

    /// <summary>Whether it covers a convolution of more than one pixel, which has a rank of its own in sd-scripts.</summary>
    public bool IsConvolution => Inputs is [_, var height, var width] && height * width > 1;

    /// <summary>The tensors of a file: <c>lora_down.weight</c>, <c>lora_up.weight</c> and <c>alpha</c>.</summary>
    /// <param name="dataType">float32, float16 or bfloat16.</param>
    /// <exception cref="NonFiniteWeightsException">A number does not fit the type.</exception>
    public IReadOnlyList<TensorData> ToTensors(ScalarType dataType)
    {
        using var scope = NewDisposeScope();
        long[] ones = [.. Enumerable.Repeat(1L, Inputs.Count - 1)], downShape = [Rank, .. Inputs], upShape = [Up.shape[0], Rank, .. ones];
        return
        [
            Save(KohyaLoraPart.Down, Down.view(downShape)),
            Save(KohyaLoraPart.Up, Up.view(upShape)),
            Save(KohyaLoraPart.Alpha, tensor((float)(Scale * Rank))),
        ];

        TensorData Save(KohyaLoraPart part, Tensor value)
        {
            var name = new KohyaLoraKey(Name, part).ToString();
            var converted = value.to(dataType);
            return converted.isfinite().all().item<bool>() ? TensorFiles.ToTensorData(name, converted, dataType) : throw new NonFiniteWeightsException($"the result in {dataType}", name);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Up.Dispose();
        Down.Dispose();
    }
}
