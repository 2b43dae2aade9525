namespace Senmitsu.Diffusion.Denoisers;

/// <summary>One of the prompts that guide a picture together.</summary>
/// <param name="Embedding">Its text embedding at every call. Owned by whoever made it.</param>
/// <param name="Weight">Factor of its guidance; negative pushes away.</param>
public sealed record GuidedPart(ScheduledEmbedding Embedding, double Weight = 1);
