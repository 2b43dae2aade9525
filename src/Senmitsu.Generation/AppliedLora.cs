using Senmitsu.Generation.Settings;

namespace Senmitsu.Generation;

/// <summary>A LoRA tag with the file it was found in.</summary>
/// <param name="Tag">Name and strengths from the prompt.</param>
/// <param name="Path">The file.</param>
/// <param name="Hash">First 12 hex digits of the weights' hash, for infotext.</param>
public sealed record AppliedLora(LoraTag Tag, string Path, string Hash)
{
    /// <summary>In which pass of a hires fix it acts. Default both.</summary>
    public HiresPass Pass { get; init; } = HiresPass.Both;
}
