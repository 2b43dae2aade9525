namespace Senmitsu.Formats.Png;

/// <summary>One text stored in a PNG file.</summary>
/// <param name="Keyword">What it is, such as <c>parameters</c>.</param>
/// <param name="Text">The text itself, decoded and inflated.</param>
public sealed record PngTextChunk(string Keyword, string Text);
