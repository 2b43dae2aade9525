using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora;
using Senmitsu.Training.Optimizers;
using static TorchSharp.torch;

namespace Senmitsu.Tests.Training.Optimizers;

/// <summary>Groups of tensors to try optimizers on, with gradients that depend on the update alone. Owns everything.</summary>
internal sealed class TrialGroups : IDisposable
{
    /// <summary>Matrices, convolutions with and without extent, and none whose size is a power of two.</summary>
    public static readonly long[][][] SmallShapes = [[[3, 10], [7, 3], [2, 5], [6, 2]], [[4, 3, 3, 3], [5, 4, 1, 1]]];

    /// <summary>Sizes on both sides of the limit of 8-bit states, with and without a last block that is partly filled.</summary>
    public static readonly long[][][] LargeShapes = [[[8, 640], [1280, 8], [4, 320], [320, 4]], [[10, 777], [9, 10]]];

    private readonly List<AdapterTensor> _tensors = [];

    public TrialGroups(long[][][] shapes, ScalarType type = ScalarType.Float32)
    {
        using var generator = new Generator(7, CPU);
        foreach (var group in shapes)
        {
            using var scope = NewDisposeScope();
            List<AdapterTensor> tensors = [.. group.Select((shape, i) => new AdapterTensor(i % 2 == 0 ? KohyaLoraPart.Down : KohyaLoraPart.Up, (randn(shape, generator: generator) * (i % 2 == 0 ? 0.3 : 0.1)).to(type)))];
            _tensors.AddRange(tensors);
            All.Add(new ParameterGroup(All.Count == 0 ? "textencoder" : "unet", tensors, 1));
        }
    }

    public List<ParameterGroup> All { get; } = [];

    public void SetRates(params double[] rates)
    {
        for (var i = 0; i < All.Count; i++) All[i].LearningRate = rates[i];
    }

    /// <summary>Gradients that pull towards a fixed point, with noise.</summary>
    public void SetGradients(int update)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var generator = new Generator((ulong)(100 + update), CPU);
        foreach (var group in All) group.Gradients.copy_(randn(group.Values.shape, generator: generator).mul_(0.05).add_(group.Values.to(ScalarType.Float32), 0.2).add_(0.03));
    }

    public List<ReferenceTensor> ToReference() =>
        [.. All.SelectMany(group => group.Slices.Select(slice => new ReferenceTensor(Doubles(group.Values, slice), [.. slice.Shape])))];

    /// <summary>Gives the reference the gradients and rates of the groups.</summary>
    public void CopyTo(IReadOnlyList<ReferenceTensor> tensors)
    {
        var i = 0;
        foreach (var group in All)
        {
            foreach (var slice in group.Slices)
            {
                tensors[i].Gradient = Doubles(group.Gradients, slice);
                tensors[i++].Rate = group.LearningRate;
            }
        }
    }

    public float[] Values() => [.. All.SelectMany(group => group.Values.data<float>().ToArray())];

    public void SetValues(float[] values)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var start = 0;
        foreach (var group in All)
        {
            var length = (int)group.Values.NumberOfElements;
            group.Values.copy_(tensor(values[start..(start + length)]));
            start += length;
        }
    }

    public void Dispose()
    {
        foreach (var group in All) group.Dispose();
        foreach (var tensor in _tensors) tensor.Dispose();
    }

    private static double[] Doubles(Tensor buffer, ParameterSlice slice)
    {
        using var part = buffer.narrow(0, slice.Start, slice.Length);
        return [.. part.data<float>().ToArray().Select(value => (double)value)];
    }
}
