using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Senmitsu.Formats.Files;

namespace Senmitsu.DemoModel.Vocabulary;

/// <summary>Learns a byte pair encoding from captions (Sennrich et al. 2016, 1508.07909) and writes it as CLIP's two files.</summary>
public sealed partial class VocabularyMaker
{
    private const string EndOfWord = "</w>";
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Left, string Right)> _merges = [];

    private VocabularyMaker()
    {
    }

    /// <summary>Number of tokens: 512 for single bytes, one for each merge, and the two that open and close a prompt.</summary>
    public int Count => (2 * ByteAlphabet.InOrder.Count) + _merges.Count + 2;

    /// <summary>Learns merges until every word of the captions is one token, or the limit is reached.</summary>
    /// <param name="captions">The text.</param>
    /// <param name="maxMerges">Most merges.</param>
    public static VocabularyMaker Learn(IEnumerable<string> captions, int maxMerges)
    {
        ArgumentNullException.ThrowIfNull(captions);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in captions.SelectMany(caption => Word().Matches(caption.ToLowerInvariant()).Select(match => match.Value)))
            counts[word] = counts.GetValueOrDefault(word) + 1;

        var words = counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (Parts: Spell(pair.Key), Count: pair.Value)).ToList();
        var maker = new VocabularyMaker();
        while (maker._merges.Count < maxMerges && Commonest(words) is { } pair)
        {
            maker._merges.Add(pair);
            foreach (var (parts, _) in words) Merge(parts, pair);
        }

        return maker;
    }

    /// <summary>Writes <c>vocab.json</c> and <c>merges.txt</c>.</summary>
    /// <param name="folder">The folder, made if absent.</param>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var letter in ByteAlphabet.InOrder) tokens.Add(letter.ToString(), tokens.Count);
        foreach (var letter in ByteAlphabet.InOrder) tokens.Add(letter + EndOfWord, tokens.Count);
        foreach (var (left, right) in _merges) tokens.Add(left + right, tokens.Count);
        tokens.Add("<|startoftext|>", tokens.Count);
        tokens.Add("<|endoftext|>", tokens.Count);
        var merges = new StringBuilder("#version: 0.2\n");
        foreach (var (left, right) in _merges) merges.Append(left).Append(' ').Append(right).Append('\n');
        AtomicFile.Write(Path.Combine(folder, "vocab.json"), stream => JsonSerializer.Serialize(stream, tokens, Json));
        AtomicFile.Write(Path.Combine(folder, "merges.txt"), stream => stream.Write(Encoding.UTF8.GetBytes(merges.ToString())));
    }

    private static List<string> Spell(string word)
    {
        List<string> parts = [.. ByteAlphabet.Spell(word)];
        parts[^1] += EndOfWord;
        return parts;
    }

    private static (string Left, string Right)? Commonest(List<(List<string> Parts, int Count)> words)
    {
        var pairs = new Dictionary<(string Left, string Right), int>();
        foreach (var (parts, count) in words)
        {
            for (var i = 0; i + 1 < parts.Count; i++) pairs[(parts[i], parts[i + 1])] = pairs.GetValueOrDefault((parts[i], parts[i + 1])) + count;
        }

        if (pairs.Count == 0) return null;
        return pairs.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Left, StringComparer.Ordinal).ThenBy(pair => pair.Key.Right, StringComparer.Ordinal).First().Key;
    }

    private static void Merge(List<string> parts, (string Left, string Right) pair)
    {
        for (var i = 0; i + 1 < parts.Count; i++)
        {
            if (parts[i] != pair.Left || parts[i + 1] != pair.Right) continue;
            parts[i] += parts[i + 1];
            parts.RemoveAt(i + 1);
        }
    }

    // openai/CLIP clip/simple_tokenizer.py: words, single digits, runs of anything else.
    [GeneratedRegex(@"\p{L}+|\p{N}|[^\s\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
