using Senmitsu.Models.Clip;
using Senmitsu.Training;
using Senmitsu.Training.Checkpoints;
using Senmitsu.Training.Settings;

namespace Senmitsu.Studio.Training;

/// <summary>A training whose files and settings are found and checked: only computing is left.</summary>
/// <param name="Settings">The settings, with a seed.</param>
/// <param name="Plan">What will be done.</param>
/// <param name="Tokenizer">The model's tokenizer.</param>
/// <param name="State">The state it continues, or <see langword="null"/>.</param>
internal sealed record PreparedTraining(TrainingSettings Settings, TrainingPlan Plan, ClipTokenizer Tokenizer, SavedState? State);
