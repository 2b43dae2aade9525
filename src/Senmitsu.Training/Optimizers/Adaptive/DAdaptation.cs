using static TorchSharp.torch;

namespace Senmitsu.Training.Optimizers.Adaptive;

/// <summary>What optimizers with D-Adaptation share: the step size d, a lower bound of the distance to the solution that only rises (Defazio and Mishchenko 2023, 2301.07733).</summary>
public abstract class DAdaptation : Optimizer
{
    private readonly StateValue<double> _stepSize;

    /// <summary>Begins with a small d.</summary>
    /// <param name="groups">Parameters to update. Borrowed.</param>
    /// <param name="initialStepSize">d of the first update.</param>
    private protected DAdaptation(IReadOnlyList<ParameterGroup> groups, double initialStepSize)
        : base(groups) =>
        _stepSize = State.Number("d", initialStepSize);

    /// <inheritdoc/>
    public sealed override double? EstimatedStepSize => StepSize;

    /// <summary>d.</summary>
    private protected double StepSize => _stepSize.Value;

    /// <summary>Raises d to an estimate, never lowers it.</summary>
    /// <param name="estimate">The new bound.</param>
    /// <param name="growthRate">Most that d may grow by, as a factor.</param>
    private protected void Raise(double estimate, double growthRate) => _stepSize.Value = Math.Max(StepSize, Math.Min(estimate, StepSize * growthRate));

    /// <summary>Sum of all elements.</summary>
    private protected static double Sum(Tensor x) => x.sum().to(ScalarType.Float32).item<float>();
}
