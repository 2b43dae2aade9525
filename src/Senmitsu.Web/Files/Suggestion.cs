namespace Senmitsu.Web.Files;

/// <summary>Something a prompt may name.</summary>
/// <param name="Kind">lora, embedding or style.</param>
/// <param name="Name">What is searched and shown.</param>
/// <param name="Text">What is written into the prompt.</param>
public sealed record Suggestion(string Kind, string Name, string Text);
