using Senmitsu.Studio.Generation;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>What the store keeps of a generation.</summary>
/// <param name="Request">What it makes, settled.</param>
/// <param name="Preview">Whether and how pictures in the making are shown.</param>
internal sealed record WrittenGeneration(GenerateRequest Request, LivePreviewSettings Preview);
