using Senmitsu.Training.LearningRates;
using Senmitsu.Training.Optimizers;

namespace Senmitsu.Training;

/// <summary>What follows the backward passes of an update: norm, clipping, learning rate, optimizer.</summary>
/// <param name="optimizer">What is trained. Borrowed.</param>
/// <param name="schedule">The learning rate over the run.</param>
/// <param name="maxGradNorm">Longest gradient; 0 = any.</param>
/// <param name="scaler">Scaled the loss; <see langword="null"/> where it was not scaled.</param>
internal sealed class WeightUpdate(IOptimizer optimizer, ILearningRateSchedule schedule, double maxGradNorm, GradientScaler? scaler)
{
    /// <summary>What the loss is to be multiplied by before the backward pass.</summary>
    public double LossScale => scaler?.Scale ?? 1;

    /// <summary>Whether a loss that is not finite leads to a smaller scale instead of ending the run.</summary>
    public bool MaySkip => scaler is not null;

    /// <summary>Updates the weights and clears the gradients.</summary>
    /// <param name="step">Updates done.</param>
    /// <param name="pictures">Pictures of the last batch.</param>
    /// <returns>Gradient norm before clipping; null when the update was left out, because gradients are not finite with this scale of the loss.</returns>
    /// <exception cref="TrainingDivergedException">Gradients or weights are not finite, and no other scale would help.</exception>
    public double? Run(int step, IReadOnlyList<string> pictures)
    {
        var groups = optimizer.Groups;
        scaler?.Unscale(groups);
        var norm = GradientClipping.Norm(groups);
        if (!double.IsFinite(norm))
        {
            if (scaler is null or { IsInVain: true }) throw new TrainingDivergedException(step + 1, pictures, "gradient");
            scaler.Skip();
            foreach (var group in groups) group.ClearGradients();
            return null;
        }

        GradientClipping.Clip(groups, norm, maxGradNorm);
        foreach (var group in groups) group.LearningRate = Rate(group, step);
        optimizer.Update();
        if (!groups.All(group => group.IsFinite())) throw new TrainingDivergedException(step + 1, pictures, "weights");
        foreach (var group in groups) group.ClearGradients();
        scaler?.Advance();
        return norm;
    }

    /// <summary>Rate of a group, of the update after so many steps.</summary>
    public double Rate(ParameterGroup group, int step) => schedule.Rate(group.BaseLearningRate, step - (scaler?.Skipped ?? 0));
}
