using Senmitsu.Formats.WeightKeys;
using static TorchSharp.torch;

namespace Senmitsu.Models.Lora;

/// <summary>One tensor of an adapter. Owns it.</summary>
public sealed class AdapterTensor : IDisposable
{
    /// <summary>Takes ownership of a tensor.</summary>
    /// <param name="part">What it is called in a file.</param>
    /// <param name="value">float32.</param>
    /// <param name="isTrainable">Whether training may change it.</param>
    public AdapterTensor(KohyaLoraPart part, Tensor value, bool isTrainable = true)
    {
        ArgumentNullException.ThrowIfNull(value);
        Part = part;
        Value = value.DetachFromDisposeScope();
        IsTrainable = isTrainable;
    }

    /// <summary>What it is called in a file.</summary>
    public KohyaLoraPart Part { get; }

    /// <summary>float32, or another type after <see cref="LoraNetwork.ConvertTo"/>, in the shape of the file.</summary>
    public Tensor Value { get; private set; }

    /// <summary>Whether training may change it.</summary>
    public bool IsTrainable { get; }

    /// <summary>Replaces the tensor by another with the same values, such as a view of one flat buffer. Takes ownership.</summary>
    public void Rebind(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value.Dispose();
        Value = value.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => Value.Dispose();
}
