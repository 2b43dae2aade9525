using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers;

/// <summary>
/// CAME: Adafactor's update with a mean, divided by how much the update disagrees with that mean (Luo et al. 2023, 2307.02047, Algorithm 2; in the form of
/// yangluo7/CAME came_pytorch/CAME.py). Owns its moments.
/// </summary>
public sealed class Came : Optimizer
{
    private readonly CameSettings _settings;
    private readonly List<List<Moments>> _moments = [];

    /// <summary>Creates the optimizer with zero moments.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="settings">Constants.</param>
    public Came(IReadOnlyList<ParameterGroup> groups, CameSettings settings)
        : base(groups)
    {
        _settings = settings;
        foreach (var group in groups) _moments.Add([.. group.Slices.Select((slice, i) => CreateMoments($"{group.Name}.{i}", slice, group.Values.device))]);
    }

    /// <inheritdoc/>
    public override string KohyaName => "pytorch_optimizer.optimizer.came.CAME";

    /// <inheritdoc/>
    public override void Update()
    {
        using var _ = no_grad();
        for (var i = 0; i < Groups.Count; i++)
        {
            for (var j = 0; j < Groups[i].Slices.Count; j++) Update(Groups[i], Groups[i].Slices[j], _moments[i][j]);
        }
    }

    private void Update(ParameterGroup group, ParameterSlice slice, Moments moments)
    {
        using var scope = NewDisposeScope();
        var (values, gradient) = (slice.Of(group.Values), slice.Of(group.Gradients));
        moments.Squares.Add(gradient.square().add_(_settings.SquareEpsilon), _settings.Beta2);
        var update = moments.Squares.InverseRoot().mul_(gradient);
        update.div_((update.square().mean().sqrt() / _settings.ClipThreshold).clamp_min_(1));
        var mean = moments.Mean.mul_(_settings.Beta1).add_(update, 1 - _settings.Beta1);
        if (moments.Instability is { } instability)
        {
            instability.Add(update.sub(mean).square().add_(_settings.InstabilityEpsilon), _settings.Beta3);
            mean = instability.InverseRoot().mul_(mean);
        }

        values.mul_(1 - group.LearningRate * _settings.WeightDecay).sub_(mean * group.LearningRate);
    }

    /// <summary>Vectors keep no instability: their mean is the update.</summary>
    private Moments CreateMoments(string name, ParameterSlice slice, Device device)
    {
        using var scope = NewDisposeScope();
        long[] shape = [.. slice.Shape];
        return new(
            new FactoredSquares(name, "", shape, device, State), State.Keep($"{name}.mean", zeros(shape, device: device)),
            shape.Length >= 2 ? new FactoredSquares(name, "instability_", shape, device, State) : null);
    }

    private sealed record Moments(FactoredSquares Squares, Tensor Mean, FactoredSquares? Instability);
}
