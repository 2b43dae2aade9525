namespace Senmitsu.Training.Optimizers;

/// <summary>The weights to save and sample with, for as long as something is done with them.</summary>
public static class EvaluationWeights
{
    /// <summary>Puts them in, acts, and puts the weights to train with back, even after an error.</summary>
    public static void Use(IOptimizer optimizer, Action action)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(action);
        optimizer.EnterEvaluation();
        try
        {
            action();
        }
        finally
        {
            optimizer.LeaveEvaluation();
        }
    }
}
