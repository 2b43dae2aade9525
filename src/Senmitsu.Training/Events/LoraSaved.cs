namespace Senmitsu.Training.Events;

/// <summary>A LoRA file is whole on disk; it was read back and tried.</summary>
/// <param name="Path">The file.</param>
/// <param name="Epoch">Epoch of the save, from 1.</param>
/// <param name="Step">Updates done.</param>
/// <param name="IsFinal">Whether it is the result of the whole run.</param>
/// <param name="Effect">How much it changes the network's answer to a fixed input: ‖with − without‖ / ‖without‖, 0 or more.</param>
public sealed record LoraSaved(string Path, int Epoch, int Step, bool IsFinal, double Effect) : TrainingEvent;
