using Senmitsu.Training.Settings;

namespace Senmitsu.Studio.Datasets;

/// <summary>What to look at.</summary>
/// <param name="Dataset">Folders and sizes, as a training would have them.</param>
/// <param name="TokenizerFolder">CLIP's tokenizer, to count tokens; null looks for one on this machine and goes on without.</param>
/// <param name="MaxDistance">Bits of 64 by which the perceptual hashes of near-duplicates may differ, 0 to 64.</param>
public sealed record DatasetCheckRequest(DatasetSettings Dataset, string? TokenizerFolder, int MaxDistance)
{
    /// <summary>Finds pictures that were scaled or compressed again, and tells pictures of one scene apart.</summary>
    public const int UsualDistance = 6;
}
