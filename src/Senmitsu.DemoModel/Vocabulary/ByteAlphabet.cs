using System.Text;

namespace Senmitsu.DemoModel.Vocabulary;

/// <summary>The 256 characters that stand for bytes in CLIP's vocabulary (openai/CLIP clip/simple_tokenizer.py, bytes_to_unicode).</summary>
internal static class ByteAlphabet
{
    /// <summary>Characters in the order of a published vocabulary: printable bytes as they are, then the others.</summary>
    public static IReadOnlyList<char> InOrder { get; } = [.. Enumerable.Range(0, 256).Where(IsPrintable).Select(b => (char)b), .. Enumerable.Range(0, 256).Where(b => !IsPrintable(b)).Select((_, place) => (char)(256 + place))];

    private static readonly char[] OfByte = Map();

    /// <summary>The characters of a word's UTF-8 bytes.</summary>
    public static IEnumerable<string> Spell(string word) => Encoding.UTF8.GetBytes(word).Select(b => OfByte[b].ToString());

    private static bool IsPrintable(int value) => value is (>= '!' and <= '~') or (>= '¡' and <= '¬') or (>= '®' and <= 'ÿ');

    private static char[] Map()
    {
        var next = 256;
        return [.. Enumerable.Range(0, 256).Select(b => (char)(IsPrintable(b) ? b : next++))];
    }
}
