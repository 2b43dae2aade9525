namespace Senmitsu.Studio.Loras;

/// <summary>What a LoRA file says of itself in its header; nothing of its weights is read.</summary>
/// <param name="OutputName"><c>ss_output_name</c>; <see langword="null"/> if it does not say.</param>
/// <param name="BaseModel"><c>ss_sd_model_name</c>, what it was trained on.</param>
/// <param name="TriggerWords">Tags of the training captions that most pictures had, most frequent first.</param>
/// <param name="Settings">The training's settings, by their name in the metadata without <c>ss_</c>.</param>
/// <param name="Problem">What is wrong with the file; <see langword="null"/> if it can be read.</param>
public sealed record LoraCard(string? OutputName, string? BaseModel, IReadOnlyList<TagCount> TriggerWords, IReadOnlyDictionary<string, string> Settings, string? Problem);
