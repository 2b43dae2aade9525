namespace Senmitsu.Tests.Training.Optimizers;

/// <summary>A parameter of a reference optimizer, in float64.</summary>
internal sealed class ReferenceTensor(double[] values, long[] shape)
{
    private readonly Dictionary<string, double[]> _memory = [];

    public double[] Values { get; } = values;

    public long[] Shape { get; } = shape;

    public double[] Gradient { get; set; } = [];

    /// <summary>Rate of its group at this update.</summary>
    public double Rate { get; set; }

    /// <summary>A remembered array of zeros at first, or of the first values.</summary>
    public double[] Memory(string name, bool startsAtValues = false, int? length = null)
    {
        if (!_memory.TryGetValue(name, out var kept)) _memory[name] = kept = startsAtValues ? [.. Values] : new double[length ?? Values.Length];
        return kept;
    }
}
