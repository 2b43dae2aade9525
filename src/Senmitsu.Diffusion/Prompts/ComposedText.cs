namespace Senmitsu.Diffusion.Prompts;

/// <summary>One of the prompts joined by AND.</summary>
/// <param name="Text">The prompt, editing and emphasis still in it.</param>
/// <param name="Weight">Factor of its guidance; negative pushes away.</param>
public readonly record struct ComposedText(string Text, double Weight);
