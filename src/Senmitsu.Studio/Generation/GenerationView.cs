using Senmitsu.Generation;

namespace Senmitsu.Studio.Generation;

/// <summary>How a running generation is watched and steered.</summary>
/// <param name="Progress">Told everything, in order.</param>
internal sealed record GenerationView(IProgress<GenerateEvent> Progress)
{
    /// <summary>What may be asked while it runs. Default nothing.</summary>
    public GenerationControls? Controls { get; init; }

    /// <summary>Shows pictures in the making. Default to nobody.</summary>
    public LivePreview? Preview { get; init; }
}
