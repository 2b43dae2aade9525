namespace Senmitsu.Tests.Formats.WeightKeys;

public sealed class ClipTextKeysTests
{
    [Theory]
    [InlineData("cond_stage_model.transformer.text_model.encoder.layers.11.mlp.fc1.weight", "text_model.encoder.layers.11.mlp.fc1.weight")]
    [InlineData("cond_stage_model.transformer.encoder.layers.11.mlp.fc1.weight", "text_model.encoder.layers.11.mlp.fc1.weight")]
    [InlineData("cond_stage_model.transformer.embeddings.token_embedding.weight", "text_model.embeddings.token_embedding.weight")]
    [InlineData("cond_stage_model.transformer.final_layer_norm.bias", "text_model.final_layer_norm.bias")]
    public void TryToModule_WithOrWithoutTheInnerPrefix_Finds(string checkpoint, string module)
    {
        Assert.True(TinySd15.Text.TryToModule(checkpoint, out var found));
        Assert.Equal(module, found);
        Assert.True(TinySd15.Text.TryToCheckpoint(module, out var back));
        Assert.StartsWith("cond_stage_model.transformer.text_model.", back, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cond_stage_model.transformer.text_model.embeddings.position_ids")]
    [InlineData("cond_stage_model.transformer.embeddings.position_ids")]
    public void TryToModule_WhenItIsTheListOfPositions_IsFalse(string key) => Assert.False(TinySd15.Text.TryToModule(key, out _));
}
