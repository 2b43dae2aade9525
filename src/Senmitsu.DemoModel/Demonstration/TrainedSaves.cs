namespace Senmitsu.DemoModel.Demonstration;

/// <summary>What a training left behind.</summary>
/// <param name="Losses">Loss of every step.</param>
/// <param name="Saves">The LoRA files, the final one last.</param>
public sealed record TrainedSaves(IReadOnlyList<double> Losses, IReadOnlyList<TrainedSave> Saves);
