using static TorchSharp.torch;

namespace Senmitsu.Diffusion.Samplers;

/// <summary>What a multistep sampler remembers of its last steps. Its tensors belong to the scope around the one in which they are added.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class TensorHistory(int capacity)
{
    private readonly LinkedList<Tensor> _newestFirst = new();

    /// <summary>How many there are.</summary>
    public int Count => _newestFirst.Count;

    /// <summary>What was added last (0), before that (1), and so on.</summary>
    public Tensor this[int age] => _newestFirst.ElementAt(age);

    /// <summary>Remembers a tensor, and disposes the oldest if there are too many. The tensor is shared, not taken.</summary>
    public void Add(Tensor tensor)
    {
        if (capacity == 0) return;
        _newestFirst.AddFirst(tensor.alias().MoveToOuterDisposeScope());
        if (_newestFirst.Count <= capacity) return;
        _newestFirst.Last!.Value.Dispose();
        _newestFirst.RemoveLast();
    }
}
