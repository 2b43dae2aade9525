using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>What an optimizer remembers between updates, by name. Owns the tensors.</summary>
internal sealed class OptimizerState : IDisposable
{
    private readonly SortedDictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly List<Tensor> _empty = [];
    private readonly SortedDictionary<string, StateValue<double>> _numbers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, StateValue<long>> _counts = new(StringComparer.Ordinal);

    /// <summary>Remembers a tensor; one without elements is not saved. Takes ownership.</summary>
    public Tensor Keep(string name, Tensor initial)
    {
        if (initial.NumberOfElements == 0) _empty.Add(initial.DetachFromDisposeScope());
        else _tensors.Add(name, initial.DetachFromDisposeScope());
        return initial;
    }

    /// <summary>Remembers a tensor for each group, in the size of its buffer, as <c>unet.NAME</c>.</summary>
    public List<Tensor> KeepZeros(string name, IReadOnlyList<ParameterGroup> groups) => [.. groups.Select(group => Keep($"{group.Name}.{name}", zeros_like(group.Values)))];

    /// <summary>Remembers the present weights of each group, as <c>unet.NAME</c>.</summary>
    public List<Tensor> KeepValues(string name, IReadOnlyList<ParameterGroup> groups)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return [.. groups.Select(group => Keep($"{group.Name}.{name}", group.Values.clone()))];
    }

    /// <summary>Remembers a number.</summary>
    public StateValue<double> Number(string name, double initial) => _numbers[name] = new(initial);

    /// <summary>Remembers a count that starts at 0.</summary>
    public StateValue<long> Count(string name) => _counts[name] = new(0);

    /// <inheritdoc cref="IOptimizer.SaveState"/>
    public IReadOnlyDictionary<string, Tensor> Save()
    {
        var saved = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, kept) in _tensors) saved.Add(name, kept.clone());
        foreach (var (name, number) in _numbers) saved.Add(name, tensor(number.Value, ScalarType.Float64));
        foreach (var (name, count) in _counts) saved.Add(name, tensor(count.Value, ScalarType.Int64));
        return saved;
    }

    /// <inheritdoc cref="IOptimizer.LoadState"/>
    public void Load(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var problems = new List<string>();
        foreach (var (name, kept) in _tensors) Check(name, kept.dtype, kept.shape);
        foreach (var name in _numbers.Keys) Check(name, ScalarType.Float64, []);
        foreach (var name in _counts.Keys) Check(name, ScalarType.Int64, []);
        var unknown = state.Keys.Where(name => !_tensors.ContainsKey(name) && !_numbers.ContainsKey(name) && !_counts.ContainsKey(name));
        problems.AddRange(unknown.Order(StringComparer.Ordinal).Select(name => $"'{name}' is unknown"));
        if (problems.Count > 0) throw new TrainingStateException($"the state of the optimizer does not fit this run: {string.Join("; ", problems)}. Use the settings of the run that saved it.");

        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (name, kept) in _tensors) kept.copy_(state[name]);
        foreach (var (name, number) in _numbers) number.Value = state[name].item<double>();
        foreach (var (name, count) in _counts) count.Value = state[name].item<long>();

        void Check(string name, ScalarType type, long[] shape)
        {
            if (!state.TryGetValue(name, out var found)) problems.Add($"'{name}' is missing");
            else if (found.dtype != type || !found.shape.AsSpan().SequenceEqual(shape))
                problems.Add($"'{name}' is {found.dtype} [{string.Join(", ", found.shape)}], expected {type} [{string.Join(", ", shape)}]");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var kept in _tensors.Values.Concat(_empty)) kept.Dispose();
    }
}
