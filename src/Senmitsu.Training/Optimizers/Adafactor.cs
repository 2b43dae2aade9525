using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>
/// Adafactor: second moments kept as one row and one column per matrix (Shazeer and Stern 2018, 1804.04235, Algorithms 4 and 5; in the form
/// of huggingface/transformers src/transformers/optimization.py). Owns its moments.
/// </summary>
public sealed class Adafactor : IOptimizer
{
    private const double LargestRelativeStep = 1e-2;
    private const double WarmupSlope = 1e-6;

    private readonly AdafactorSettings _settings;
    private readonly OptimizerState _state = new();
    private readonly List<List<Moments>> _moments = [];
    private readonly StateValue<long> _updates;

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public Adafactor(IReadOnlyList<ParameterGroup> groups, AdafactorSettings settings)
    {
        Groups = groups;
        _settings = settings;
        foreach (var group in groups) _moments.Add([.. group.Slices.Select((slice, i) => CreateMoments($"{group.Name}.{i}", slice, group.Values.device))]);
        _updates = _state.Count("updates");
    }

    /// <inheritdoc/>
    public string KohyaName => "transformers.optimization.Adafactor";

    /// <inheritdoc/>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <inheritdoc/>
    /// <remarks>With relative steps the group's rate becomes the one that its first tensor was updated with.</remarks>
    public void Update()
    {
        using var _ = no_grad();
        var step = ++_updates.Value;
        var decay = 1 - Math.Pow(step, _settings.DecayRate); // β̂₂ of step t
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var rate = _settings.OwnsRate ? Math.Min(_settings.WarmsUp ? WarmupSlope * step : LargestRelativeStep, 1 / Math.Sqrt(step)) : group.LearningRate;
            if (_settings.OwnsRate) group.LearningRate = Rate(View(group.Values, group.Slices[0]), rate).item<float>();
            for (var j = 0; j < group.Slices.Count; j++) Update(group, group.Slices[j], _moments[i][j], rate, decay);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> SaveState() => _state.Save();

    /// <inheritdoc/>
    public void LoadState(IReadOnlyDictionary<string, Tensor> state) => _state.Load(state);

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();

    private static Tensor View(Tensor buffer, ParameterSlice slice) => buffer.narrow(0, slice.Start, slice.Length).view([.. slice.Shape]);

    private static Tensor RootMeanSquare(Tensor x) => x.square().mean().sqrt();

    /// <summary>The rate of one tensor, [] · float32.</summary>
    private Tensor Rate(Tensor values, double rate) =>
        _settings.ScalesByParameter ? RootMeanSquare(values).clamp_min_(_settings.ScaleEpsilon).mul_(rate) : full([], rate, device: values.device);

    private void Update(ParameterGroup group, ParameterSlice slice, Moments moments, double baseRate, double decay)
    {
        using var scope = NewDisposeScope();
        var values = View(group.Values, slice);
        var gradient = View(group.Gradients, slice);
        var rate = Rate(values, baseRate);
        var square = gradient.square().add_(_settings.SquareEpsilon);
        var update = Precondition(gradient, square, moments, decay);
        update.div_((RootMeanSquare(update) / _settings.ClipThreshold).clamp_min_(1)).mul_(rate);
        if (moments.Mean is { } mean && _settings.Beta1 is { } beta1) update = mean.mul_(beta1).add_(update, 1 - beta1);
        if (_settings.WeightDecay != 0) values.sub_(values * (rate * _settings.WeightDecay));
        values.sub_(update);
    }

    /// <summary>The gradient over the root of its second moment, which for matrices is row·columnᵀ / mean of the row (Algorithm 4).</summary>
    private static Tensor Precondition(Tensor gradient, Tensor square, Moments moments, double decay)
    {
        if (moments is not { Row: { } row, Column: { } column }) return moments.Whole!.mul_(decay).add_(square, 1 - decay).rsqrt().mul_(gradient);
        row.mul_(decay).add_(square.mean([-1]), 1 - decay); // […, n]
        column.mul_(decay).add_(square.mean([-2]), 1 - decay); // […, m]
        var rowFactor = (row / row.mean([-1], keepdim: true)).rsqrt_().unsqueeze(-1); // […, n, 1]
        var columnFactor = column.unsqueeze(-2).rsqrt(); // […, 1, m]
        return (rowFactor * columnFactor).mul_(gradient);
    }

    private Moments CreateMoments(string name, ParameterSlice slice, Device device)
    {
        using var scope = NewDisposeScope();
        long[] shape = [.. slice.Shape];
        var mean = _settings.Beta1 is null ? null : _state.Keep($"{name}.mean", zeros(shape, device: device));
        return shape.Length >= 2
            ? new(_state.Keep($"{name}.row", zeros(shape[..^1], device: device)), _state.Keep($"{name}.column", zeros([.. shape[..^2], shape[^1]], device: device)), null, mean)
            : new(null, null, _state.Keep($"{name}.square", zeros(shape, device: device)), mean);
    }

    /// <summary>Moments of one tensor: row and column for matrices, whole for vectors.</summary>
    private sealed record Moments(Tensor? Row, Tensor? Column, Tensor? Whole, Tensor? Mean);
}
