namespace Senmitsu.Training.Optimizers;

/// <summary>One optimizer of the catalog.</summary>
/// <param name="Name">Name in <c>optimizer_type</c>, which is compared without regard to case.</param>
/// <param name="Defaults">Its constants.</param>
/// <param name="Create">Makes it from constants of the same kind.</param>
internal sealed record OptimizerEntry(string Name, OptimizerConstants Defaults, Func<IReadOnlyList<ParameterGroup>, OptimizerConstants, IOptimizer> Create)
{
    /// <summary>It estimates the step size; learning rates are factors on it and must be equal.</summary>
    public bool EstimatesStepSize { get; init; }

    /// <summary>It needs no learning rate schedule; one that is set is not used.</summary>
    public bool IsScheduleFree { get; init; }

    /// <summary>What differs from the library sd-scripts would call; null = nothing.</summary>
    public string? Note { get; init; }

    /// <summary>An entry whose constants are of kind <typeparamref name="T"/>.</summary>
    public static OptimizerEntry Of<T>(string name, Func<IReadOnlyList<ParameterGroup>, T, IOptimizer> create)
        where T : OptimizerConstants, new() =>
        new(name, new T(), (groups, constants) => create(groups, (T)constants));
}
