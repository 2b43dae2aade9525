using Senmitsu.Models.Lora;
using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>
/// The trained tensors of one learning rate, laid end to end in one buffer, and their gradients in another, so that an
/// optimizer update is a handful of operations however many tensors there are. Owns both buffers; the LoRA's tensors become views.
/// </summary>
public sealed class ParameterGroup : IDisposable
{
    private readonly IReadOnlyList<LoraLayer> _layers;
    private readonly List<ParameterSlice> _slices = [];

    /// <summary>Moves the pairs of <paramref name="layers"/> into the buffer.</summary>
    /// <param name="name">Part of the network, as logged: <c>textencoder</c>, <c>unet</c>.</param>
    /// <param name="layers">Pairs to train. Their tensors are replaced by views.</param>
    /// <param name="baseLearningRate">Rate before the schedule's factor.</param>
    public ParameterGroup(string name, IReadOnlyList<LoraLayer> layers, double baseLearningRate)
    {
        Name = name;
        _layers = layers;
        BaseLearningRate = baseLearningRate;
        LearningRate = baseLearningRate;

        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var size = layers.Sum(layer => layer.Down.NumberOfElements + layer.Up.NumberOfElements);
        Values = empty(size).DetachFromDisposeScope();
        Gradients = zeros(size).DetachFromDisposeScope();
        long start = 0;
        foreach (var layer in layers) layer.Rebind(Place(layer.Down, ref start), Place(layer.Up, ref start));
    }

    /// <summary>Part of the network, as logged.</summary>
    public string Name { get; }

    /// <summary>Rate before the schedule's factor.</summary>
    public double BaseLearningRate { get; }

    /// <summary>Rate of the next update.</summary>
    public double LearningRate { get; set; }

    /// <summary>[n] · float32 · all parameters.</summary>
    public Tensor Values { get; }

    /// <summary>[n] · float32 · all gradients, summed since <see cref="ClearGradients"/>.</summary>
    public Tensor Gradients { get; }

    /// <summary>The tensors in the buffer, end to end.</summary>
    public IReadOnlyList<ParameterSlice> Slices => _slices;

    /// <summary>Pairs in the order of the buffer.</summary>
    public IReadOnlyList<LoraLayer> Layers => _layers;

    /// <summary>Sets all gradients to zero.</summary>
    public void ClearGradients()
    {
        using var scope = NewDisposeScope(); // TorchSharp's in-place calls may return another handle of the tensor
        Gradients.zero_();
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
