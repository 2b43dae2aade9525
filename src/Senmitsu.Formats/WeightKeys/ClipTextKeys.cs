namespace Senmitsu.Formats.WeightKeys;

/// <summary>
/// The text encoder of an SD 1.x checkpoint. Its keys are those of <c>transformers</c>' <c>CLIPTextModel</c> behind a prefix;
/// some fine-tuned checkpoints lack the inner <c>text_model.</c>, as newer versions of that library do.
/// </summary>
/// <remarks><c>embeddings.position_ids</c> is a list 0…76 and no weight, so no map knows it.</remarks>
public static class ClipTextKeys
{
    /// <summary>What all text encoder keys of a full checkpoint begin with.</summary>
    public const string CheckpointPrefix = "cond_stage_model.transformer.";

    private const string Model = "text_model.";

    private static readonly string[] Parts = ["embeddings.token_embedding", "embeddings.position_embedding", "encoder", "final_layer_norm"];

    /// <summary>Builds the table.</summary>
    /// <param name="checkpointPrefix">What the file's keys begin with; empty for a text encoder in a file of its own.</param>
    public static WeightKeyMap Create(string checkpointPrefix = CheckpointPrefix) =>
        new(
            Parts.Select(part => new WeightKeyPair(checkpointPrefix + Model + part, Model + part)),
            Parts.Select(part => new WeightKeyPair(checkpointPrefix + part, Model + part)));
}
