using System.Text.Json;

namespace Senmitsu.Models.Clip;

/// <summary>The validated contents of <c>vocab.json</c> and <c>merges.txt</c>.</summary>
internal sealed class ClipVocabulary
{
    private const string TokensName = "vocab.json";
    private const string MergesName = "merges.txt";
    private const long MaxFileSize = 64L << 20;

    private readonly string _tokensPath;

    private ClipVocabulary(string tokensPath, Dictionary<string, int> tokens, List<string> merges)
    {
        _tokensPath = tokensPath;
        Tokens = tokens;
        Merges = merges;
    }

    /// <summary>Token text in CLIP's byte alphabet, with <c>&lt;/w&gt;</c> at the end of a word, and its id.</summary>
    public Dictionary<string, int> Tokens { get; }

    /// <summary>Pairs "left right" in the order in which they are merged.</summary>
    public List<string> Merges { get; }

    /// <summary>Reads and checks both files.</summary>
    /// <exception cref="ClipTokenizerException">A file is missing, unreadable or not a CLIP vocabulary.</exception>
    public static ClipVocabulary FromFolder(string folder)
    {
        var tokensPath = Path.Combine(folder, TokensName);
        var mergesPath = Path.Combine(folder, MergesName);
        string[] missing = [.. new[] { tokensPath, mergesPath }.Where(p => !File.Exists(p)).Select(p => Path.GetFileName(p))];
        if (missing.Length > 0)
            throw new ClipTokenizerException(folder, $"{string.Join(" and ", missing)} missing; put vocab.json and merges.txt of openai/clip-vit-large-patch14 there");

        var tokens = ReadTokens(tokensPath);
        return new ClipVocabulary(tokensPath, tokens, ReadMerges(mergesPath, tokens));
    }

    /// <summary>The id of a token that every CLIP vocabulary has.</summary>
    /// <exception cref="ClipTokenizerException">The vocabulary lacks it.</exception>
    public int Id(string token) => Tokens.TryGetValue(token, out int id)
        ? id
        : throw new ClipTokenizerException(_tokensPath, $"has no token '{token}', so it is not CLIP's vocabulary; use that of openai/clip-vit-large-patch14");

    private static Dictionary<string, int> ReadTokens(string path)
    {
        try
        {
            using var stream = Open(path);
            var tokens = JsonSerializer.Deserialize<Dictionary<string, int>>(stream);
            if (tokens is null or { Count: 0 }) throw new ClipTokenizerException(path, "holds no tokens");
            return tokens;
        }
        catch (JsonException e)
        {
            throw new ClipTokenizerException(path, $"is not a JSON object of token and id ({e.Message}); download it again", e);
        }
        catch (Exception e) when (e is IOException and not ClipTokenizerException or UnauthorizedAccessException)
        {
            throw new ClipTokenizerException(path, $"cannot be read ({e.Message})", e);
        }
    }

    private static List<string> ReadMerges(string path, Dictionary<string, int> tokens)
    {
        var merges = new List<string>(49_000);
        try
        {
            using var reader = new StreamReader(Open(path));
            for (int number = 1; reader.ReadLine() is { } line; number++)
            {
                // "#version: 0.2" opens the file; "# #</w>" further down is a merge.
                if (line.Length == 0 || (number == 1 && line.StartsWith("#version", StringComparison.Ordinal))) continue;
                int space = line.IndexOf(' ', StringComparison.Ordinal);
                if (space <= 0 || space == line.Length - 1 || line.IndexOf(' ', space + 1) >= 0)
                    throw new ClipTokenizerException(path, $"line {number} is '{Shorten(line)}', expected two parts with one space between; download it again");
                var (left, right) = (line[..space], line[(space + 1)..]);
                if (!tokens.ContainsKey(left) || !tokens.ContainsKey(right) || !tokens.ContainsKey(left + right))
                    throw new ClipTokenizerException(path, $"line {number} merges '{Shorten(line)}', which {TokensName} does not have; the two files do not belong together");
                merges.Add(line);
            }
        }
        catch (Exception e) when (e is IOException and not ClipTokenizerException or UnauthorizedAccessException)
        {
            throw new ClipTokenizerException(path, $"cannot be read ({e.Message})", e);
        }

        return merges.Count > 0 ? merges : throw new ClipTokenizerException(path, "holds no merges; download it again");
    }

    private static FileStream Open(string path)
    {
        var stream = File.OpenRead(path);
        if (stream.Length <= MaxFileSize) return stream;
        stream.Dispose();
        throw new ClipTokenizerException(path, $"is larger than {MaxFileSize >> 20} MiB, so it is not a vocabulary file");
    }

    private static string Shorten(string line) => line.Length <= 40 ? line : string.Concat(line.AsSpan(0, 40), "…");
}
