using Senmitsu.Generation.Settings;
using Senmitsu.Training.Optimizers;
namespace Senmitsu.Training.Settings;

/// <summary>How weights move.</summary>
public sealed record OptimizerSettings
{
    /// <summary>The only optimizer so far, under the name sd-scripts gives it.</summary>
    public const string AdamW = "AdamW";

    /// <summary>Name of the optimizer.</summary>
    public string Type { get; init; } = AdamW;

    /// <summary>β₁, decay of the mean of gradients, 0…1.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, decay of the mean of squared gradients, 0…1.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε, added to the divisor.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share of each weight that is lost per update, times the learning rate.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Longest gradient over all weights together; 0 = unlimited.</summary>
    public double MaxGradNorm { get; init; } = 1;

    /// <summary>The constants of AdamW.</summary>
    internal AdamWSettings ToAdamW() => new() { Beta1 = Beta1, Beta2 = Beta2, Epsilon = Epsilon, WeightDecay = WeightDecay };

    internal IEnumerable<SettingProblem> Problems()
    {
        if (!string.Equals(Type, AdamW, StringComparison.OrdinalIgnoreCase))
            yield return new("optimizer_type", Type, $"only {AdamW} is supported", $"use {AdamW}");
        if (Beta1 is not (>= 0 and < 1)) yield return new("optimizer_args", $"betas=({Rules.Text(Beta1)},…)", "β₁ must be at least 0 and below 1", "use 0.9");
        if (Beta2 is not (>= 0 and < 1)) yield return new("optimizer_args", $"betas=(…,{Rules.Text(Beta2)})", "β₂ must be at least 0 and below 1", "use 0.999");
        if (Epsilon is not >= 0 || !double.IsFinite(Epsilon)) yield return new("optimizer_args", $"eps={Rules.Text(Epsilon)}", "must be at least 0", "use 1e-8");
        if (WeightDecay is not >= 0 || !double.IsFinite(WeightDecay)) yield return new("optimizer_args", $"weight_decay={Rules.Text(WeightDecay)}", "must be at least 0", "use 0.01");
        if (MaxGradNorm is not >= 0 || !double.IsFinite(MaxGradNorm)) yield return new("max_grad_norm", Rules.Text(MaxGradNorm), "must be at least 0", "use 1, or 0 for no limit");
    }
}
