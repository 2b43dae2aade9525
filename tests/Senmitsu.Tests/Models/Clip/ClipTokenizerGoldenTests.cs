using System.Text;
using System.Text.Json;
using Senmitsu.Models.Clip;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Models.Clip;

/// <summary>Token ids against those of the reference tokenizers, for every prompt of tokens.json.</summary>
[Trait("Category", Golden.Trait)]
public sealed class ClipTokenizerGoldenTests(ITestOutputHelper output)
{
    private static readonly JsonElement[] Entries =
        [.. JsonDocument.Parse(File.ReadAllBytes(Golden.File("tokens.json"))).RootElement.EnumerateArray()];

    private static readonly ClipTokenizer Repairing = ClipTokenizer.FromFolder(Golden.Reference("clip-tokenizer"));
    private static readonly ClipTokenizer Plain = ClipTokenizer.FromFolder(Golden.Reference("clip-tokenizer"), ClipCleaning.Plain);

    [Fact]
    public void Encode_EveryPrompt_EqualsSlowTokenizerWithFtfy()
    {
        foreach (var entry in Entries)
        {
            var prompt = entry.GetProperty("prompt").GetString()!;
            if (Mojibake(prompt) is { } run)
            {
                output.WriteLine($"excepted, holds mojibake '{run}': {prompt}");
                continue;
            }

            AssertIds(entry.GetProperty("ids_slow_ftfy"), [Repairing.BeginOfText, .. Repairing.Encode(prompt), Repairing.EndOfText], prompt);
        }
    }

    [Fact]
    public void Encode_PlainCleaning_EqualsFastTokenizer()
    {
        foreach (var entry in Entries)
        {
            var prompt = entry.GetProperty("prompt").GetString()!;
            AssertIds(entry.GetProperty("ids"), [Plain.BeginOfText, .. Plain.Encode(prompt), Plain.EndOfText], prompt);
        }
    }

    [Fact]
    public void EncodePaddedAndChunks_EveryPrompt_EqualReference()
    {
        var tokenizer = BasisOfPadded();
        foreach (var entry in Entries)
        {
            var prompt = entry.GetProperty("prompt").GetString()!;
            if (tokenizer == Repairing && Mojibake(prompt) is { } run)
            {
                output.WriteLine($"excepted, holds mojibake '{run}': {prompt}");
                continue;
            }

            AssertIds(entry.GetProperty("padded77"), tokenizer.EncodePadded(prompt), prompt);
            foreach (int length in new[] { 75, 150, 225 })
            {
                var expected = entry.GetProperty($"kohya_max_token_length_{length}");
                var chunks = tokenizer.EncodeKohyaChunks(prompt, length);
                Assert.Equal(expected.GetArrayLength(), chunks.Length);
                for (int i = 0; i < chunks.Length; i++) AssertIds(expected[i], chunks[i], $"{prompt} · {length} · chunk {i}");
            }
        }
    }

    /// <summary>The file holds ids of two tokenizers; its windows were cut from one of them, which the file itself tells.</summary>
    private ClipTokenizer BasisOfPadded()
    {
        bool From(string name) => Entries.All(entry =>
        {
            var padded = Ids(entry.GetProperty("padded77"));
            var ids = Ids(entry.GetProperty(name));
            int[] cut = ids.Length <= padded.Length ? ids : [.. ids[..(padded.Length - 1)], ids[^1]];
            return padded.AsSpan(0, cut.Length).SequenceEqual(cut);
        });

        bool isFast = From("ids");
        Assert.True(isFast || From("ids_slow_ftfy"), "padded77 comes from neither list of ids");
        output.WriteLine($"windows come from {(isFast ? "ids" : "ids_slow_ftfy")}");
        return isFast ? Plain : Repairing;
    }

    /// <summary>
    /// A run of characters that, written back as Windows-1252 or Latin-1, is a valid UTF-8 sequence of several bytes.
    /// Ordinary text never is: it would need a capital letter with accent followed by symbols or control characters.
    /// </summary>
    private static string? Mojibake(string prompt)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
        foreach (int codePage in new[] { 1252, 28591 })
        {
            var encoding = Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            for (int i = 0; i < prompt.Length; i++)
            {
                for (int length = 2; length <= 4 && i + length <= prompt.Length; length++)
                {
                    try
                    {
                        var run = prompt.Substring(i, length);
                        var bytes = encoding.GetBytes(run);
                        if (bytes.All(b => b >= 0x80) && utf8.GetString(bytes).EnumerateRunes().Count() == 1) return run;
                    }
                    catch (ArgumentException)
                    {
                        // not of this encoding, or not UTF-8
                    }
                }
            }
        }

        return null;
    }

    private static int[] Ids(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt32())];

    private static void AssertIds(JsonElement expected, int[] actual, string prompt)
    {
        var wanted = Ids(expected);
        Assert.True(wanted.AsSpan().SequenceEqual(actual), $"'{prompt}'\nexpected {string.Join(' ', wanted)}\n     got {string.Join(' ', actual)}");
    }
}
