using Senmitsu.Diffusion.Prompts;
using Senmitsu.Diffusion.Prompts.Editing;
using Senmitsu.Generation.Settings;
using Senmitsu.Models;
using Senmitsu.Models.Clip;

namespace Senmitsu.Generation;

/// <summary>The prompts of a job with the embeddings they name, ready to be encoded for each pass. Owns the embeddings.</summary>
internal sealed class PreparedPrompts : IDisposable
{
    private readonly GenerationSettings _settings;
    private readonly PromptEncoder _encoder;
    private readonly TextualInversions _inversions;

    /// <summary>Loads the embeddings.</summary>
    /// <param name="model">The model, LoRAs applied. Borrowed.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="files">Embeddings that prompts may name.</param>
    /// <param name="settings">How prompts are read.</param>
    /// <param name="prompts">All that will be encoded.</param>
    public PreparedPrompts(StableDiffusionModel model, ClipTokenizer tokenizer, IReadOnlyList<InversionFile> files, GenerationSettings settings, IReadOnlyList<string> prompts)
    {
        _settings = settings;
        _inversions = TextualInversions.Load(files, prompts, tokenizer, model.TextEncoder.Config.Width);
        _encoder = new PromptEncoder(model, tokenizer, _inversions);
    }

    /// <summary>Embeddings that are named and cannot be used.</summary>
    public IReadOnlyList<string> Notes => [.. _inversions.Notes.Select(note => note.Message)];

    /// <summary>Encodes the prompts of the settings for a pass.</summary>
    /// <param name="timeline">The first pass, or <see cref="PromptTimeline.Hires"/>.</param>
    /// <returns>The guidance of the pass. Caller owns it.</returns>
    /// <exception cref="PromptException">A prompt cannot be read.</exception>
    public PromptGuidance Encode(PromptTimeline timeline) => Encode(_settings.Prompt, _settings.NegativePrompt, timeline);

    /// <summary>Encodes other prompts for a pass, such as those of the second pass of a hires fix.</summary>
    /// <param name="prompt">The prompt; LoRA tags in it are left out.</param>
    /// <param name="negativePrompt">The negative prompt.</param>
    /// <param name="timeline">The pass.</param>
    /// <inheritdoc cref="Encode(PromptTimeline)"/>
    public PromptGuidance Encode(string prompt, string negativePrompt, PromptTimeline timeline)
    {
        var prompts = _settings.Prompts;
        var conditional = _encoder.Encode(LoraTags.Extract(prompt).Prompt, timeline, prompts, _settings.ClipSkip);
        var unconditional = _encoder.EncodeNegative(negativePrompt, timeline, prompts, _settings.ClipSkip);
        var padding = prompts.PadsUnequal ? _encoder.EncodeEmpty(_settings.ClipSkip).DetachFromDisposeScope() : null;
        return new PromptGuidance(conditional, unconditional, padding, timeline, prompts);
    }

    /// <summary>Name and hash of embeddings, for infotext.</summary>
    public IReadOnlyList<(string Name, string Hash)> Hashes(IReadOnlyList<string> names, CancellationToken token) => [.. names.Select(name => (name, _inversions.Hash(name, token)))];

    /// <inheritdoc/>
    public void Dispose() => _inversions.Dispose();
}
