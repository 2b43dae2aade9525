namespace Senmitsu.Training.Events;

/// <summary>The first step is about to run.</summary>
/// <param name="Plan">What will be done.</param>
/// <param name="TextEncoderModules">Low-rank pairs in the text encoder.</param>
/// <param name="UnetModules">Low-rank pairs in the UNet.</param>
public sealed record TrainingStarted(TrainingPlan Plan, int TextEncoderModules, int UnetModules) : TrainingEvent;
