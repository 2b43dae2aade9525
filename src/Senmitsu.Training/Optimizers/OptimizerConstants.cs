using Senmitsu.Training.Settings;

namespace Senmitsu.Training.Optimizers;

/// <summary>The constants of one kind of optimizer, which <c>optimizer_args</c> sets.</summary>
public abstract record OptimizerConstants
{
    /// <summary>The keys of <c>optimizer_args</c>.</summary>
    internal abstract IReadOnlyList<LiteralArgument<OptimizerConstants>> Arguments { get; }
}
