namespace Senmitsu.Training.Events;

/// <summary>One optimizer update was done.</summary>
/// <param name="Step">Updates done, from 1.</param>
/// <param name="Steps">Updates of the run.</param>
/// <param name="StepsOfSession">Updates done since the program was started; fewer than <paramref name="Step"/> when a state was continued.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Loss">Mean loss of the batches of this update.</param>
/// <param name="AverageLoss">Mean over the last epoch-length window of batches, as sd-scripts shows it.</param>
/// <param name="GradientNorm">Norm before clipping; 0 where the update was left out, because gradients were too large for float16.</param>
/// <param name="LearningRates">Rate of each group after this update, which is that of the next one, as sd-scripts logs it.</param>
/// <param name="Elapsed">Since the first step began.</param>
public sealed record StepFinished(
    int Step, int Steps, int StepsOfSession, int Epoch, double Loss, double AverageLoss, double GradientNorm,
    IReadOnlyList<(string Group, double Rate)> LearningRates, TimeSpan Elapsed) : TrainingEvent
{
    /// <summary>The step size d that Prodigy and D-Adaptation estimated, a factor on the rates; null for other optimizers.</summary>
    public double? EstimatedStepSize { get; init; }

    /// <summary>Lengths of the layers' changes, with a limit on them; else <see langword="null"/>.</summary>
    public WeightNorms? WeightNorms { get; init; }
}
