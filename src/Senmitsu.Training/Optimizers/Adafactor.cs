using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>
/// Adafactor: second moments kept as one row and one column per matrix (Shazeer and Stern 2018, 1804.04235, Algorithms 4 and 5; in the form
/// of huggingface/transformers src/transformers/optimization.py). Owns its moments.
/// </summary>
public sealed class Adafactor : Optimizer
{
    private const double LargestRelativeStep = 1e-2;
    private const double WarmupSlope = 1e-6;

    private readonly AdafactorSettings _settings;
    private readonly List<List<Moments>> _moments = [];
    private readonly StateValue<long> _updates;

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public Adafactor(IReadOnlyList<ParameterGroup> groups, AdafactorSettings settings)
        : base(groups)
    {
        _settings = settings;
        foreach (var group in groups) _moments.Add([.. group.Slices.Select((slice, i) => CreateMoments($"{group.Name}.{i}", slice, group.Values.device))]);
        _updates = State.Count("updates");
    }

    /// <inheritdoc/>
    public override string KohyaName => "transformers.optimization.Adafactor";

    /// <inheritdoc/>
    /// <remarks>With relative steps the group's rate becomes the one that its first tensor was updated with.</remarks>
    public override void Update()
    {
        using var _ = no_grad();
        var step = ++_updates.Value;
        var decay = 1 - Math.Pow(step, _settings.DecayRate); // β̂₂ of step t
        for (var i = 0; i < Groups.Count; i++)
        {
            using var scope = NewDisposeScope();
            var group = Groups[i];
            var rate = _settings.OwnsRate ? Math.Min(_settings.WarmsUp ? WarmupSlope * step : LargestRelativeStep, 1 / Math.Sqrt(step)) : group.LearningRate;
            if (_settings.OwnsRate) group.LearningRate = Rate(group.Slices[0].Of(group.Values), rate).to(ScalarType.Float32).item<float>();
            for (var j = 0; j < group.Slices.Count; j++) Update(group, group.Slices[j], _moments[i][j], rate, decay);
        }
    }

    private static Tensor RootMeanSquare(Tensor x) => x.square().mean().sqrt();

    /// <summary>The rate of one tensor, [] · float32.</summary>
    private Tensor Rate(Tensor values, double rate) =>
        _settings.ScalesByParameter ? RootMeanSquare(values).clamp_min_(_settings.ScaleEpsilon).mul_(rate) : full([], rate, device: values.device);

    private void Update(ParameterGroup group, ParameterSlice slice, Moments moments, double baseRate, double decay)
    {
        using var scope = NewDisposeScope();
        var values = slice.Of(group.Values);
        var gradient = slice.Of(group.Gradients);
        var rate = Rate(values, baseRate);
        moments.Squares.Add(gradient.square().add_(_settings.SquareEpsilon), decay);
        var update = moments.Squares.InverseRoot().mul_(gradient);
        update.div_((RootMeanSquare(update) / _settings.ClipThreshold).clamp_min_(1)).mul_(rate);
        if (moments.Mean is { } mean && _settings.Beta1 is { } beta1) update = mean.mul_(beta1).add_(update, 1 - beta1);
        if (_settings.WeightDecay != 0) values.sub_(values * (rate * _settings.WeightDecay));
        values.sub_(update);
    }

    private Moments CreateMoments(string name, ParameterSlice slice, Device device)
    {
        using var scope = NewDisposeScope();
        long[] shape = [.. slice.Shape];
        return new(new FactoredSquares(name, "", shape, device, State), _settings.Beta1 is null ? null : State.Keep($"{name}.mean", zeros(shape, device: device)));
    }

    private sealed record Moments(FactoredSquares Squares, Tensor? Mean);
}
