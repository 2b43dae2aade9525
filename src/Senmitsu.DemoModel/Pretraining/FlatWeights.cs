using Senmitsu.Formats.Safetensors;
using Senmitsu.Formats.WeightKeys;
using Senmitsu.Models.Lora;
using Senmitsu.Numerics;
using Senmitsu.Training.Optimizers;
using static TorchSharp.torch;

namespace Senmitsu.DemoModel.Pretraining;

/// <summary>
/// All weights of networks in training as one float32 vector, with AdamW and a running mean of it, while the networks compute with
/// narrower copies (Micikevicius et al. 2018, 1710.03740). Owns the vectors; the copies belong to the networks.
/// </summary>
public sealed class FlatWeights : IDisposable
{
    private const string MeanKey = "mean", ValuesKey = "values", StepKey = "senmitsu.step";
    private const double MaxNorm = 1;

    private readonly IReadOnlyList<KeyValuePair<string, Tensor>> _leaves;
    private readonly AdapterTensor _vector;
    private readonly ParameterGroup _group;
    private readonly AdamW _optimizer;
    private readonly Tensor _mean;
    private readonly double _meanDecay;

    /// <summary>Takes up the leaves' values.</summary>
    /// <param name="leaves">Name → leaf of a network. Borrowed.</param>
    /// <param name="meanDecay">Share that the running mean keeps at each step.</param>
    public FlatWeights(IReadOnlyList<KeyValuePair<string, Tensor>> leaves, double meanDecay)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _leaves = leaves;
        _meanDecay = meanDecay;
        var vector = cat([.. leaves.Select(leaf => leaf.Value.to(ScalarType.Float32).reshape(-1))]);
        _vector = new AdapterTensor(KohyaLoraPart.Diff, vector);
        _group = new ParameterGroup("weights", [_vector], 1);
        _optimizer = new AdamW([_group], new AdamWSettings { Beta2 = 0.99, WeightDecay = 0.01 });
        _mean = _group.Values.clone().DetachFromDisposeScope();
    }

    /// <summary>Updates so far.</summary>
    public int Step { get; private set; }

    /// <summary>Number of weights.</summary>
    public long Count => _mean.NumberOfElements;

    /// <summary>Takes the leaves' gradients, clips them, updates and gives the leaves their new values.</summary>
    /// <param name="learningRate">Rate of this update.</param>
    /// <returns>Norm of the gradients before clipping; nothing is changed if it is not finite.</returns>
    public double Update(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (leaf, place) in Places(_group.Gradients))
        {
            if (leaf.grad is not { } gradient) continue;
            place.copy_(gradient);
            gradient.zero_();
        }

        var norm = GradientClipping.Norm([_group]);
        if (!double.IsFinite(norm)) return norm;
        GradientClipping.Clip([_group], norm, MaxNorm);
        _group.LearningRate = learningRate;
        _optimizer.Update();
        Step++;
        var decay = Math.Min(_meanDecay, (1.0 + Step) / (10 + Step)); // the first steps are forgotten sooner
        _mean.lerp_(_group.Values, 1 - decay);
        Show(_group.Values);
        return norm;
    }

    /// <summary>Lets the networks compute with the running mean, as they will when finished.</summary>
    public void ShowMean() => Show(_mean);

    /// <summary>The running mean of each leaf.</summary>
    /// <returns>Name → float32, a copy. Caller owns it.</returns>
    public WeightSet Mean()
    {
        using var _ = no_grad();
        var result = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        long start = 0;
        foreach (var (name, leaf) in _leaves)
        {
            using var scope = NewDisposeScope();
            result.Add(name, _mean.narrow(0, start, leaf.NumberOfElements).view(leaf.shape).clone().MoveToOuterDisposeScope());
            start += leaf.NumberOfElements;
        }

        return new WeightSet(result);
    }

    /// <summary>Writes everything that going on needs; the file appears whole or not at all.</summary>
    public void Save(string path)
    {
        using var scope = NewDisposeScope();
        List<TensorData> data = [Data(ValuesKey, _group.Values), Data(MeanKey, _mean)];
        data.AddRange(_optimizer.SaveState().Select(pair => Data(pair.Key, pair.Value)));
        SafetensorsWriter.Write(path, data, new Dictionary<string, string> { [StepKey] = FormattableString.Invariant($"{Step}") });

        static TensorData Data(string name, Tensor value) => TensorFiles.ToTensorData(name, value, value.dtype);
    }

    /// <summary>Takes up a state of <see cref="Save"/>.</summary>
    /// <exception cref="InvalidDataException">The state belongs to a network of another size.</exception>
    public void Load(string path)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var file = SafetensorsFile.Open(path);
        if (!file.Tensors.TryGetValue(ValuesKey, out var info) || info.Shape is not [var count] || count != Count || !file.Metadata.TryGetValue(StepKey, out var step))
            throw new InvalidDataException($"{path} is no state of a network with {Count} weights. Remove it to begin again.");
        TensorFiles.ReadInto(file, ValuesKey, _group.Values);
        TensorFiles.ReadInto(file, MeanKey, _mean);
        _optimizer.LoadState(file.Tensors.Keys.Where(name => name is not (ValuesKey or MeanKey)).ToDictionary(name => name, name => TensorFiles.Read(file, name), StringComparer.Ordinal));
        Step = int.Parse(step, System.Globalization.CultureInfo.InvariantCulture);
        Show(_group.Values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        _group.Dispose();
        _vector.Dispose();
        _mean.Dispose();
    }

    private void Show(Tensor vector)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        foreach (var (leaf, place) in Places(vector)) leaf.copy_(place);
    }

    /// <summary>Each leaf with its part of a vector, as a view.</summary>
    private IEnumerable<(Tensor Leaf, Tensor Place)> Places(Tensor vector)
    {
        long start = 0;
        foreach (var (_, leaf) in _leaves)
        {
            yield return (leaf, vector.narrow(0, start, leaf.NumberOfElements).view(leaf.shape));
            start += leaf.NumberOfElements;
        }
    }
}
