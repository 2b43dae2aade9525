using System.IO.Compression;
using System.Text;

namespace Senmitsu.Formats.Png;

/// <summary>The inside of text chunks (PNG specification, 11.3.3).</summary>
internal static class PngText
{
    private const int MaxKeywordLength = 79;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a text chunk's data.</summary>
    /// <param name="type">The chunk's type, which says how the data is laid out.</param>
    /// <param name="data">The chunk's data.</param>
    /// <param name="budget">How many more bytes of text may be inflated; lowered by what this text takes.</param>
    public static PngTextChunk Decode(string type, ReadOnlySpan<byte> data, ref int budget)
    {
        var keywordBytes = TakeTerminated(ref data, type);
        if (keywordBytes.Length is 0 or > MaxKeywordLength)
            throw Invalid(type, $"its keyword has {keywordBytes.Length} characters, expected 1 to {MaxKeywordLength}");
        var keyword = Encoding.Latin1.GetString(keywordBytes);

        // tEXt: text · zTXt: method, zlib · iTXt: flag, method, language, 0, translated keyword, 0, text or zlib
        var isCompressed = type == "zTXt";
        if (type == "iTXt")
        {
            isCompressed = TakeByte(ref data, type) != 0;
            if (!isCompressed) TakeByte(ref data, type);
        }

        if (isCompressed && TakeByte(ref data, type) != 0)
            throw new PngException(PngFault.InvalidCompression, $"the {type} chunk '{keyword}' uses an unknown compression method");
        if (type == "iTXt")
        {
            TakeTerminated(ref data, type);
            TakeTerminated(ref data, type);
        }

        var text = isCompressed ? Inflate(data, budget, type, keyword) : data;
        budget -= text.Length;
        if (budget < 0) throw TooLarge(type, keyword);
        try
        {
            return new PngTextChunk(keyword, (type == "iTXt" ? StrictUtf8 : Encoding.Latin1).GetString(text));
        }
        catch (DecoderFallbackException e)
        {
            throw new PngException(PngFault.InvalidText, $"the {type} chunk '{keyword}' is not UTF-8", e);
        }
    }

    /// <summary>The whole chunk for a text: <c>tEXt</c> when it is Latin-1, else <c>iTXt</c>, which old readers do not know.</summary>
    public static byte[] Encode(string keyword, string text)
    {
        var isLatin1 = text.All(c => c <= 0xFF);
        return isLatin1
            ? PngChunk.Assemble("tEXt", [.. Encoding.Latin1.GetBytes(keyword), 0, .. Encoding.Latin1.GetBytes(text)])
            : PngChunk.Assemble("iTXt", [.. Encoding.Latin1.GetBytes(keyword), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)]);
    }

    /// <summary>The keyword alone, or null when the data has none.</summary>
    public static string? KeywordOf(ReadOnlySpan<byte> data) =>
        data.IndexOf((byte)0) is >= 1 and <= MaxKeywordLength and var length ? Encoding.Latin1.GetString(data[..length]) : null;

    public static void RequireKeyword(string keyword)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyword);
        if (keyword.Length > MaxKeywordLength || keyword.Any(c => c is < ' ' or > '~' and < '\u00A1' or > '\u00FF') || keyword != keyword.Trim())
            throw new ArgumentException($"'{keyword}' cannot be a PNG keyword: 1 to {MaxKeywordLength} printable Latin-1 characters, no spaces around them", nameof(keyword));
    }

    private static ReadOnlySpan<byte> TakeTerminated(ref ReadOnlySpan<byte> data, string type)
    {
        var length = data.IndexOf((byte)0);
        if (length < 0) throw Invalid(type, "it ends before its text begins");
        var taken = data[..length];
        data = data[(length + 1)..];
        return taken;
    }

    private static byte TakeByte(ref ReadOnlySpan<byte> data, string type)
    {
        if (data.IsEmpty) throw Invalid(type, "it ends before its text begins");
        var taken = data[0];
        data = data[1..];
        return taken;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> data, int limit, string type, string keyword)
    {
        using var inflater = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = inflater.Read(buffer)) > 0;)
            {
                if (text.Length + read > limit) throw TooLarge(type, keyword);
                text.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException e)
        {
            throw new PngException(PngFault.InvalidCompression, $"the {type} chunk '{keyword}' is not zlib data", e);
        }

        return text.ToArray();
    }

    private static PngException Invalid(string type, string problem) => new(PngFault.InvalidText, $"a {type} chunk is invalid: {problem}");

    private static PngException TooLarge(string type, string keyword) =>
        new(PngFault.TextTooLarge, $"the {type} chunk '{keyword}' brings the texts of the file above {PngTextChunks.MaxTextSizeInBytes} bytes, more than any honest file has");
}
