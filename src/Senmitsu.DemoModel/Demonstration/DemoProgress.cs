namespace Senmitsu.DemoModel.Demonstration;

/// <summary>How far the demonstration is.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Pictures or training steps done.</param>
/// <param name="Total">All of them.</param>
public sealed record DemoProgress(DemoStage Stage, int Done, int Total);
