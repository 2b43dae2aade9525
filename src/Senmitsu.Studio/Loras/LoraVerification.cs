namespace Senmitsu.Studio.Loras;

/// <summary>What is right and wrong with a LoRA file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Modules">How many modules it has.</param>
/// <param name="Problems">What makes it useless or damaged, a sentence each; empty for a sound file.</param>
/// <param name="Notes">What is worth knowing besides.</param>
/// <param name="Effect">How strongly it changes a model; <see langword="null"/> when none was given.</param>
public sealed record LoraVerification(string Path, int Modules, IReadOnlyList<string> Problems, IReadOnlyList<string> Notes, LoraEffectSummary? Effect)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Problems.Count == 0;
}
