namespace Senmitsu.Training;

/// <summary>Loss, gradients or weights became NaN or infinite. Nothing was written from the broken weights.</summary>
/// <param name="step">The update that failed, from 1.</param>
/// <param name="pictures">Pictures of the batch.</param>
/// <param name="what">"loss", "gradient" or "weights".</param>
public sealed class TrainingDivergedException(int step, IReadOnlyList<string> pictures, string what)
    : Exception($"the {what} became NaN or infinite at step {step} (pictures: {string.Join(", ", pictures)}). Training stopped; files saved before are good. " +
                "Lower the learning rates, use --mixed_precision no, or look at these pictures.")
{
    /// <summary>The update that failed, from 1.</summary>
    public int Step { get; } = step;

    /// <summary>Pictures of the batch.</summary>
    public IReadOnlyList<string> Pictures { get; } = pictures;
}
