using Senmitsu.Diffusion.Denoisers;
using Senmitsu.Diffusion.Prompts.Editing;
using Senmitsu.Generation.Settings;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>Prompt and negative prompt of one pass, encoded. Owns their embeddings.</summary>
/// <param name="conditional">The prompt. Taken over.</param>
/// <param name="unconditional">The negative prompt. Taken over.</param>
/// <param name="padding">The empty prompt, if the shorter of both is to be filled up with it. Taken over.</param>
/// <param name="timeline">The pass they were encoded for.</param>
/// <param name="settings">When the negative prompt is left out.</param>
internal sealed class PromptGuidance(EncodedPrompt conditional, EncodedPrompt unconditional, Tensor? padding, PromptTimeline timeline, PromptSettings settings) : IDisposable
{
    /// <summary>Names of the embeddings used, each once.</summary>
    public IReadOnlyList<string> Inversions { get; } = [.. conditional.Inversions.Union(unconditional.Inversions)];

    /// <summary>Guides a denoiser through one run.</summary>
    /// <param name="denoiser">The network's denoiser.</param>
    /// <param name="cfgScale">1 = no guidance.</param>
    /// <param name="firstCall">Calls of the run that another denoiser did.</param>
    /// <returns>The guided denoiser, for batches of any size. Borrows from this object; caller owns it.</returns>
    public CfgDenoiser Guide(DiscreteDenoiser denoiser, double cfgScale, int firstCall) =>
        new(denoiser, conditional.Parts, unconditional.Parts[0].Embedding, cfgScale, new GuidanceSkips(settings.SkipEarlyGuidance, settings.MinGuidanceSigma, settings.SkipsEveryCall, timeline.Calls)) { Padding = padding, FirstCall = firstCall };

    /// <inheritdoc cref="Guide(DiscreteDenoiser, double, int)"/>
    public CfgDenoiser Guide(DiscreteDenoiser denoiser, double cfgScale) => Guide(denoiser, cfgScale, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        conditional.Dispose();
        unconditional.Dispose();
        padding?.Dispose();
    }
}
