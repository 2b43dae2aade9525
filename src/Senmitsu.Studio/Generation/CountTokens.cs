using Senmitsu.Diffusion.Prompts;
using Senmitsu.Diffusion.Prompts.Editing;
using Senmitsu.Generation;
using Senmitsu.Generation.Settings;
using Senmitsu.Models.Clip;
using Senmitsu.Studio.Tokenizers;

namespace Senmitsu.Studio.Generation;

/// <summary>Prompt → tokens, as AUTOMATIC1111's counter shows them: <c>12/75</c>. Safe to use from any thread.</summary>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="environment">Reads an environment variable.</param>
public sealed class CountTokens(StudioFolders folders, Func<string, string?> environment)
{
    /// <summary>A1111's default; what is switched when hardly changes the count.</summary>
    private const int UsualSteps = 20;

    private readonly Lock _lock = new();
    private (string Folder, ClipTokenizer Tokenizer)? _loaded;

    /// <summary>Counts. Nothing is downloaded for it.</summary>
    /// <param name="prompt">The prompt, tags of LoRAs and comments included.</param>
    /// <param name="settings">How it is read.</param>
    /// <param name="modelPath">The checkpoint, beside which a tokenizer may lie; <see langword="null"/> for none.</param>
    /// <param name="modelsFolder">From <c>--models</c>.</param>
    /// <returns>Tokens, and the places of the chunks they fill; <see langword="null"/> while no tokenizer is here, or the prompt cannot be read.</returns>
    public (int Count, int Places)? Run(string prompt, PromptSettings settings, string? modelPath, string? modelsFolder)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(settings);
        if (Tokenizer(modelPath, modelsFolder) is not { } tokenizer) return null;
        try
        {
            var text = LoraTags.Extract(settings.HasComments ? PromptComments.Remove(prompt) : prompt).Prompt;
            var tokens = new SpecialTokens(tokenizer.BeginOfText, tokenizer.EndOfText, tokenizer.CommaToken);
            var variants = PromptComposition.Split(text).SelectMany(part => PromptSchedule.Resolve(part.Text, new PromptTimeline(UsualSteps)).Entries).Select(entry => entry.Text).Distinct();
            var count = variants.Max(variant => PromptChunks.Create(PromptParser.Parse(variant, settings.Emphasis), tokenizer.Encode, tokens, settings.CommaBacktrack).TokenCount);
            return (count, Math.Max(1, (count + PromptChunk.Capacity - 1) / PromptChunk.Capacity) * PromptChunk.Capacity);
        }
        catch (PromptException)
        {
            return null; // half typed; whoever starts a job with it is told what is wrong
        }
    }

    private ClipTokenizer? Tokenizer(string? modelPath, string? modelsFolder)
    {
        var search = TokenizerSearch.FromEnvironment(folders.Root, environment) with { ModelFile = modelPath, ModelsFolder = modelsFolder };
        if (TokenizerLocator.Find(search) is not { } folder) return null;
        lock (_lock)
        {
            if (_loaded?.Folder != folder) _loaded = (folder, ClipTokenizer.FromFolder(folder));
            return _loaded.Value.Tokenizer;
        }
    }
}
