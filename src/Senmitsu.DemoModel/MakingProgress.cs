namespace Senmitsu.DemoModel;

/// <summary>How far the making of the built-in model is.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Done">Steps or portraits done.</param>
/// <param name="Total">All of them.</param>
/// <param name="Value">What the stage watches: the mean error of a colour, 0…2, or of predicted noise; 0 where nothing is watched.</param>
public sealed record MakingProgress(MakingStage Stage, int Done, int Total, double Value);
