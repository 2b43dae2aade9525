namespace Senmitsu.DemoModel.Demonstration;

/// <summary>One LoRA file of a training.</summary>
/// <param name="Path">The file.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">Updates done.</param>
public sealed record TrainedSave(string Path, int Epoch, int Step);
