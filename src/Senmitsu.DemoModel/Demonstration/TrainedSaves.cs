namespace Senmitsu.DemoModel.Demonstration;

/// <summary>What a training left behind.</summary>
/// <param name="Losses">Loss of every step.</param>
/// <param name="Saves">The LoRA files, the final one last.</param>
public sealed record TrainedSaves(IReadOnlyList<double> Losses, IReadOnlyList<TrainedSave> Saves);

/// <summary>One LoRA file of a training.</summary>
/// <param name="Path">The file.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">Updates done.</param>
public sealed record TrainedSave(string Path, int Epoch, int Step);
