namespace Senmitsu.Formats.WeightKeys;

/// <summary>One part of a network under its two names; everything below it has the same name on both sides.</summary>
/// <param name="Checkpoint">Name in the file, such as <c>model.diffusion_model.input_blocks.1.1</c>.</param>
/// <param name="Module">Name in the network, such as <c>down_blocks.0.attentions.0</c>.</param>
public readonly record struct WeightKeyPair(string Checkpoint, string Module);
