namespace Senmitsu.Generation;

/// <summary>A LoRA called in a prompt.</summary>
/// <param name="Name">Name as written, without folder or file ending.</param>
/// <param name="TextEncoderMultiplier">Strength on the text encoder, any sign.</param>
/// <param name="UnetMultiplier">Strength on the UNet, any sign.</param>
public sealed record LoraTag(string Name, double TextEncoderMultiplier, double UnetMultiplier);
