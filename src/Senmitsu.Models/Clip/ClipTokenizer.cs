using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Senmitsu.Models.Clip;

/// <summary>Turns prompts into token ids of CLIP ViT-L/14 (byte pair encoding with 49408 entries). Safe to share between threads.</summary>
public sealed partial class ClipTokenizer
{
    /// <summary>Positions of the text encoder: 75 tokens between the begin and the end token.</summary>
    public const int ContextLength = 77;

    /// <summary>Tokens of a prompt in one window of <see cref="ContextLength"/>.</summary>
    public const int ChunkLength = ContextLength - 2;

    private const string BeginText = "<|startoftext|>";
    private const string EndText = "<|endoftext|>";

    private readonly BpeTokenizer _bpe;
    private readonly ClipCleaning _cleaning;

    internal ClipTokenizer(ClipVocabulary vocabulary, ClipCleaning cleaning)
    {
        _cleaning = cleaning;
        BeginOfText = vocabulary.Id(BeginText);
        EndOfText = vocabulary.Id(EndText);
        CommaToken = vocabulary.Id(",</w>");
        _bpe = BpeTokenizer.Create(new BpeOptions(vocabulary.Tokens)
        {
            Merges = vocabulary.Merges,
            ByteLevel = true,
            EndOfWordSuffix = "</w>",
            PreTokenizer = new RegexPreTokenizer(Word(), null),
        });
    }

    /// <summary>The id that opens every window, 49406 in the published vocabulary.</summary>
    public int BeginOfText { get; }

    /// <summary>The id that closes and pads every window, 49407 in the published vocabulary.</summary>
    public int EndOfText { get; }

    /// <summary>The id of a comma, where AUTOMATIC1111 prefers to cut long prompts.</summary>
    public int CommaToken { get; }

    /// <summary>Reads <c>vocab.json</c> and <c>merges.txt</c> as published with openai/clip-vit-large-patch14.</summary>
    /// <param name="folder">The folder that holds both files.</param>
    /// <exception cref="ClipTokenizerException">A file is missing, unreadable or not a CLIP vocabulary; the message names it.</exception>
    public static ClipTokenizer FromFolder(string folder) => FromFolder(folder, ClipCleaning.Ftfy);

    /// <summary>Reads the two vocabulary files, with a choice of cleaning.</summary>
    /// <param name="folder">The folder that holds <c>vocab.json</c> and <c>merges.txt</c>.</param>
    /// <param name="cleaning">How much of a prompt is repaired; <see cref="ClipCleaning.Ftfy"/> is what training and generation use.</param>
    /// <exception cref="ClipTokenizerException">A file is missing, unreadable or not a CLIP vocabulary; the message names it.</exception>
    public static ClipTokenizer FromFolder(string folder, ClipCleaning cleaning)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new ClipTokenizer(ClipVocabulary.FromFolder(folder), cleaning);
    }

    /// <summary>The tokens of a prompt, without begin and end, however many there are.</summary>
    /// <param name="text">Any text. <c>&lt;|startoftext|&gt;</c> and <c>&lt;|endoftext|&gt;</c> inside it become those tokens.</param>
    /// <returns>Ids from 0 to 49407; empty for blank text.</returns>
    public IReadOnlyList<int> Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>();

        // Special tokens are cut out before cleaning, so what stands between them is cleaned piece by piece.
        int position = 0;
        foreach (Match special in Special().Matches(text))
        {
            EncodePiece(text[position..special.Index], ids);
            ids.Add(SpecialId(special.Value));
            position = special.Index + special.Length;
        }

        EncodePiece(text[position..], ids);
        return ids;
    }

    /// <summary>One window: begin, the prompt cut to fit, end, and padding up to the length.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="length">Ids to return, at least 2.</param>
    /// <param name="padding">The id that pads; <see langword="null"/> for the end token, as Stable Diffusion 1.x does.</param>
    /// <returns>[<paramref name="length"/>] ids.</returns>
    public int[] EncodePadded(string text, int length = ContextLength, int? padding = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        var ids = Encode(text);
        var window = new int[length];
        var count = Math.Min(ids.Count, length - 2);
        Array.Fill(window, padding ?? EndOfText);
        window[0] = BeginOfText;
        for (int i = 0; i < count; i++) window[i + 1] = ids[i];
        window[count + 1] = EndOfText;
        return window;
    }

    /// <summary>The windows that kohya sd-scripts trains with for a <c>max_token_length</c>: plain cuts every 75 tokens, blind to commas.</summary>
    /// <param name="text">Any text; what exceeds the length is cut off.</param>
    /// <param name="maxTokenLength">75, 150 or 225.</param>
    /// <param name="padding">The id that pads; <see langword="null"/> for the end token. With another one every window ends its own text.</param>
    /// <returns>[<paramref name="maxTokenLength"/> / 75][77] ids.</returns>
    public int[][] EncodeKohyaChunks(string text, int maxTokenLength, int? padding = null)
    {
        if (maxTokenLength <= 0 || maxTokenLength % ChunkLength != 0)
            throw new ArgumentOutOfRangeException(nameof(maxTokenLength), maxTokenLength, "must be a multiple of 75: kohya knows 75, 150 and 225");
        var ids = EncodePadded(text, maxTokenLength + 2, padding);
        var chunks = new int[maxTokenLength / ChunkLength][];
        for (int i = 0; i < chunks.Length; i++)
        {
            chunks[i] = [BeginOfText, .. ids.AsSpan(1 + (i * ChunkLength), ChunkLength), ids[^1]];
            if (padding is { } other) EndWindow(chunks[i], other);
        }

        return chunks;
    }

    /// <summary>An end token after the last word of a window, or at once in an empty one (kohya-ss/sd-scripts library/strategy_base.py, _get_input_ids).</summary>
    private void EndWindow(int[] window, int padding)
    {
        if (window[^2] != EndOfText && window[^2] != padding) window[^1] = EndOfText;
        if (window[1] == padding) window[1] = EndOfText;
    }

    private void EncodePiece(string text, List<int> ids)
    {
        if (text.Length == 0) return;
        var clean = ClipTextCleaning.Clean(text, _cleaning);

        // Lower-casing and HTML references can bring a special token to light: "<|ENDOFTEXT|>".
        int position = 0;
        foreach (Match special in Special().Matches(clean))
        {
            ids.AddRange(_bpe.EncodeToIds(clean[position..special.Index]));
            ids.Add(SpecialId(special.Value));
            position = special.Index + special.Length;
        }

        ids.AddRange(_bpe.EncodeToIds(clean[position..]));
    }

    private int SpecialId(string special) => special == BeginText ? BeginOfText : EndOfText;

    [GeneratedRegex(@"<\|(?:start|end)oftext\|>", RegexOptions.CultureInvariant)]
    private static partial Regex Special();

    // openai/CLIP clip/simple_tokenizer.py: contractions, words, single digits, runs of anything else.
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
