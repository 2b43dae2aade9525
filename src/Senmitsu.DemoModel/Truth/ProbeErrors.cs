namespace Senmitsu.DemoModel.Truth;

/// <summary>How well the probe does on painted people it has never seen.</summary>
/// <param name="Threshold">From this likeness on, two portraits show the same person.</param>
/// <param name="FalseAccepts">Share of pairs of different people that reach it; 1 % by choice.</param>
/// <param name="LookalikeAccepts">The same share of pairs whom the same words describe.</param>
/// <param name="FalseRejects">Share of pairs of one person, in two scenes, that do not reach it.</param>
/// <param name="Accuracy">Name of a fact → share of right answers.</param>
public sealed record ProbeErrors(double Threshold, double FalseAccepts, double LookalikeAccepts, double FalseRejects, IReadOnlyDictionary<string, double> Accuracy);
