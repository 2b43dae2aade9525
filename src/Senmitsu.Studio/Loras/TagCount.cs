namespace Senmitsu.Studio.Loras;

/// <summary>How often a tag stood in the captions of a training.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Count">In how many captions.</param>
public sealed record TagCount(string Tag, int Count);
