using Senmitsu.Generation.Settings;
using Senmitsu.Training.Optimizers;
namespace Senmitsu.Training.Settings;

/// <summary>How weights move.</summary>
public sealed record OptimizerSettings
{
    /// <summary>sd-scripts' default, under the name it gives it.</summary>
    public const string AdamW = "AdamW";

    /// <summary>Name of the optimizer.</summary>
    public string Type { get; init; } = AdamW;

    /// <summary>Its constants, of the kind that belongs to <see cref="Type"/>.</summary>
    public OptimizerConstants Constants { get; init; } = new AdamWSettings();

    /// <summary>What <see cref="Constants"/> was read from, where the same would be written otherwise (<c>weight_decay=1</c>); null = nothing but what is written.</summary>
    public ValueList<string>? ArgumentsAsGiven { get; init; }

    /// <summary>Longest gradient over all weights together; 0 = unlimited.</summary>
    public double MaxGradNorm { get; init; } = 1;

    /// <summary>The optimizer. Caller owns it.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <exception cref="InvalidOperationException">The settings are not valid.</exception>
    public IOptimizer Create(IReadOnlyList<ParameterGroup> groups) =>
        OptimizerCatalog.Find(Type) is { } entry ? entry.Create(groups, Constants) : throw new InvalidOperationException($"optimizer {Type} is unknown");

    internal IEnumerable<SettingProblem> Problems()
    {
        var entry = OptimizerCatalog.Find(Type);
        if (entry is null)
            yield return Unknown();
        else if (entry.Defaults.GetType() != Constants.GetType())
            yield return new("optimizer_args", Constants.GetType().Name, $"are not the constants of {entry.Name}", $"use {entry.Defaults.GetType().Name}");

        foreach (var argument in Constants.Arguments)
        {
            var value = argument.Get(Constants);
            if (!argument.Holds(value)) yield return new("optimizer_args", $"{argument.Name}={PythonLiteral.Format(value)}", argument.Rule, "correct it or leave it out");
        }

        if (MaxGradNorm is not >= 0 || !double.IsFinite(MaxGradNorm)) yield return new("max_grad_norm", Rules.Text(MaxGradNorm), "must be at least 0", "use 1, or 0 for no limit");
    }

    /// <summary>sd-scripts would load any Python class by its name, such as <c>bitsandbytes.optim.AdEMAMix8bit</c>.</summary>
    private SettingProblem Unknown()
    {
        var known = $"one of {string.Join(", ", OptimizerCatalog.All.Select(entry => entry.Name))}";
        return new("optimizer_type", Type, Type.Contains('.', StringComparison.Ordinal) ? "is a Python class, which is not run here" : "is not supported", OptimizerCatalog.Nearest(Type) is { } nearest ? $"use {nearest}, which comes closest, or {known}" : $"use {known}");
    }
}
