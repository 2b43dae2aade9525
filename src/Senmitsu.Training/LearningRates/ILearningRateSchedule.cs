namespace Senmitsu.Training.LearningRates;

/// <summary>The learning rate over a run, a pure function of the step.</summary>
public interface ILearningRateSchedule
{
    /// <summary>The rate of an update.</summary>
    /// <param name="baseRate">The group's full rate.</param>
    /// <param name="trainingStep">0-based number of the update.</param>
    double Rate(double baseRate, int trainingStep);
}
