using Senmitsu.DemoModel.Truth;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>What the evaluation found.</summary>
/// <param name="Fidelity">How often hair colour, background and expression that a prompt names are right.</param>
/// <param name="PictureTime">Time of one picture of 128×128, 20 steps, CFG 7, with saving the file; the model is in memory.</param>
/// <param name="Probe">How well the probe does on people it has never seen.</param>
/// <param name="Loop">The loop.</param>
public sealed record EvaluationResult(IReadOnlyDictionary<string, HitRate> Fidelity, TimeSpan PictureTime, ProbeErrors Probe, DemoResult Loop);
