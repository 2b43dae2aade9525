namespace Senmitsu.Studio.Loras;

/// <summary>What a LoRA file is, as its names, shapes and metadata tell.</summary>
/// <param name="Path">The file.</param>
/// <param name="SizeInBytes">Its size.</param>
/// <param name="Families">Modules by family: LoRA, LoCon, LoHa, ….</param>
/// <param name="TextEncoderModules">Modules of the text encoder.</param>
/// <param name="UnetModules">Modules of the UNet.</param>
/// <param name="Ranks">Modules by rank.</param>
/// <param name="Alphas">Modules by alpha.</param>
/// <param name="DataTypes">Tensors by number format.</param>
/// <param name="UnknownKeys">Keys that are part of no adapter.</param>
/// <param name="Hashes">The names by which other programs know the file.</param>
/// <param name="OutputName"><c>ss_output_name</c>: its alias in prompts; <see langword="null"/> when the file does not say.</param>
/// <param name="BaseModel"><c>ss_sd_model_name</c>, what it was trained on.</param>
/// <param name="TriggerWords">Tags of the training captions that most pictures had, most frequent first.</param>
/// <param name="Training">The training's settings, by their name in the metadata without <c>ss_</c>.</param>
public sealed record LoraDescription(
    string Path,
    long SizeInBytes,
    IReadOnlyDictionary<string, int> Families,
    int TextEncoderModules,
    int UnetModules,
    IReadOnlyDictionary<int, int> Ranks,
    IReadOnlyDictionary<double, int> Alphas,
    IReadOnlyDictionary<string, int> DataTypes,
    IReadOnlyList<string> UnknownKeys,
    LoraHashes Hashes,
    string? OutputName,
    string? BaseModel,
    IReadOnlyList<TagCount> TriggerWords,
    IReadOnlyDictionary<string, string> Training);
