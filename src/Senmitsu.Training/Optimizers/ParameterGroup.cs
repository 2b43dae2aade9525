using Senmitsu.Models.Lora;
using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>
/// The trained tensors of one learning rate, laid end to end in one buffer, and their gradients in another, so that an
/// optimizer update is a handful of operations however many tensors there are. Owns both buffers; the LoRA's tensors become views.
/// </summary>
public sealed class ParameterGroup : IDisposable
{
    private readonly List<ParameterSlice> _slices = [];

    /// <summary>Moves tensors into the buffer.</summary>
    /// <param name="name">Part of the network, as logged: <c>textencoder</c>, <c>unet</c>.</param>
    /// <param name="parameters">Tensors to train, at least one. They are replaced by views.</param>
    /// <param name="baseLearningRate">Rate before the schedule's factor.</param>
    public ParameterGroup(string name, IReadOnlyList<AdapterTensor> parameters, double baseLearningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Name = name;
        Parameters = parameters;
        BaseLearningRate = baseLearningRate;
        LearningRate = baseLearningRate;

        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var size = parameters.Sum(parameter => parameter.Value.NumberOfElements);
        var (device, type) = (parameters[0].Value.device, parameters[0].Value.dtype);
        Values = empty(size, type, device).DetachFromDisposeScope();
        Gradients = zeros(size, type, device).DetachFromDisposeScope();
        long start = 0;
        foreach (var parameter in parameters) parameter.Rebind(Place(parameter.Value, ref start));
    }

    /// <summary>Part of the network, as logged.</summary>
    public string Name { get; }

    /// <summary>Rate before the schedule's factor.</summary>
    public double BaseLearningRate { get; }

    /// <summary>Rate of the next update.</summary>
    public double LearningRate { get; set; }

    /// <summary>[n] · float32, or bfloat16 with <c>full_bf16</c> · all parameters.</summary>
    public Tensor Values { get; }

    /// <summary>[n] · in the type of <see cref="Values"/> · all gradients, summed since <see cref="ClearGradients"/>.</summary>
    public Tensor Gradients { get; }

    /// <summary>The tensors in the buffer, end to end.</summary>
    public IReadOnlyList<ParameterSlice> Slices => _slices;

    /// <summary>Tensors in the order of the buffer.</summary>
    public IReadOnlyList<AdapterTensor> Parameters { get; }

    /// <summary>Sets all gradients to zero.</summary>
    public void ClearGradients()
    {
        using var scope = NewDisposeScope(); // TorchSharp's in-place calls may return another handle of the tensor
        Gradients.zero_();
    }

    /// <summary>Whether no parameter is NaN or infinite.</summary>
    public bool IsFinite()
    {
        using var scope = NewDisposeScope();
        return float.IsFinite(Values.min().to(ScalarType.Float32).item<float>()) && float.IsFinite(Values.max().to(ScalarType.Float32).item<float>()); // NaN is both the least and the largest
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
    }

    /// <summary>Copies a tensor into the buffer and returns the view that replaces it.</summary>
    private Tensor Place(Tensor tensor, ref long start)
    {
        var size = tensor.NumberOfElements;
        var view = Values.narrow(0, start, size).view(tensor.shape);
        view.copy_(tensor);
        var leaf = view.detach().requires_grad_(true);
        leaf.grad = Gradients.narrow(0, start, size).view(tensor.shape);
        _slices.Add(new(start, tensor.shape));
        start += size;
        return leaf;
    }
}
