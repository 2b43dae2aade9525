using Senmitsu.Diffusion.Prompts;
using Senmitsu.Diffusion.Prompts.Inversions;
using Senmitsu.Formats.Kohya;
using Senmitsu.Formats.Pickle;
using Senmitsu.Formats.Safetensors;
using Senmitsu.Models.Clip;
using static TorchSharp.torch;

namespace Senmitsu.Generation;

/// <summary>The embeddings that some prompts name. Owns their vectors.</summary>
public sealed class TextualInversions : IDisposable
{
    private const int HashDigits = 12;

    private readonly Dictionary<string, (InversionFile File, TextualInversion Inversion)> _loaded = [];
    private readonly List<PromptNote> _notes = [];

    private TextualInversions()
    {
    }

    /// <summary>Their words, for looking them up in tokens.</summary>
    public InversionNames Names { get; private set; } = InversionNames.Empty;

    /// <summary>Files that are named and cannot be used, each with the reason; their names are read as words.</summary>
    public IReadOnlyList<PromptNote> Notes => _notes;

    /// <summary>Loads those of the files whose names occur in the prompts.</summary>
    /// <param name="files">The first of two files with one name counts.</param>
    /// <param name="prompts">All prompts of the job.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="width">D of the model's text encoder.</param>
    /// <returns>The embeddings. Caller owns them.</returns>
    public static TextualInversions Load(IReadOnlyList<InversionFile> files, IReadOnlyList<string> prompts, ClipTokenizer tokenizer, int width)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(tokenizer);
        var result = new TextualInversions();
        var squeezed = prompts.Select(Squeezed).ToList();
        try
        {
            foreach (var file in files)
            {
                if (!result._loaded.ContainsKey(file.Name) && squeezed.Any(prompt => prompt.Contains(Squeezed(file.Name), StringComparison.OrdinalIgnoreCase))) result.Add(file, width);
            }

            result.Names = new InversionNames(result._loaded.Select(pair => new InversionName(pair.Key, tokenizer.Encode(pair.Key), (int)pair.Value.Inversion.Vectors.shape[0])));
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>The vectors of a word: [n, D] · float32 · CPU. Borrowed.</summary>
    public Tensor Vectors(string name) => _loaded[name].Inversion.Vectors;

    /// <summary>First 12 hex digits of the SHA-256 of a word's file, for infotext.</summary>
    public string Hash(string name, CancellationToken token) => ModelFileHashes.Sha256(_loaded[name].File.Path, token)[..HashDigits];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, inversion) in _loaded.Values) inversion.Dispose();
    }

    private void Add(InversionFile file, int width)
    {
        try
        {
            _loaded[file.Name] = (file, TextualInversion.Load(file.Path, width));
        }
        catch (Exception e) when (e is TextualInversionException or SafetensorsException or PickleException or IOException)
        {
            _notes.Add(new(0, $"the embedding '{file.Name}' is not used: {e.Message}"));
        }
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
