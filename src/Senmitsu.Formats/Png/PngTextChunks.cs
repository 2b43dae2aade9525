namespace Senmitsu.Formats.Png;

/// <summary>The texts of a PNG file. Pixels and all other chunks are never decoded and stay as they are, bit for bit.</summary>
public static class PngTextChunks
{
    /// <summary>Most bytes of text taken from one file, compressed or not.</summary>
    public const int MaxTextSizeInBytes = 16 * 1024 * 1024;

    /// <summary>The keyword under which generation parameters are stored.</summary>
    public const string ParametersKeyword = "parameters";

    /// <summary>Reads every text (<c>tEXt</c>, <c>zTXt</c>, <c>iTXt</c>) in file order.</summary>
    /// <param name="png">Seekable, at the start of the file.</param>
    /// <exception cref="PngException">The file is not a PNG, or damaged.</exception>
    public static IReadOnlyList<PngTextChunk> Read(Stream png)
    {
        RequireSeekable(png);
        var budget = MaxTextSizeInBytes;
        var texts = new List<PngTextChunk>();
        foreach (var chunk in PngChunk.Walk(png))
        {
            if (chunk.IsText) texts.Add(PngText.Decode(chunk.Type, chunk.ReadData(png), ref budget));
        }

        return texts;
    }

    /// <summary>Copies a PNG with one text added right behind the header, in place of any other with its keyword.</summary>
    /// <param name="png">Seekable, at the start of the file.</param>
    /// <param name="target">Receives the copy.</param>
    /// <param name="keyword">1 to 79 Latin-1 characters.</param>
    /// <param name="text">Any text without NUL.</param>
    /// <exception cref="PngException">The file is not a PNG, or damaged.</exception>
    public static void Write(Stream png, Stream target, string keyword, string text)
    {
        RequireSeekable(png);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(text);
        PngText.RequireKeyword(keyword);
        if (text.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("a PNG text cannot hold NUL characters", nameof(text));

        var start = png.Position;
        var chunks = PngChunk.Walk(png).ToList();
        Copy(png, target, start, chunks[0].End);
        target.Write(PngText.Encode(keyword, text));
        foreach (var chunk in chunks.Skip(1))
        {
            if (chunk.IsText && PngText.KeywordOf(chunk.ReadData(png)) == keyword) continue;
            Copy(png, target, chunk.Start, chunk.End);
        }

        Copy(png, target, chunks[^1].End, png.Length);
    }

    /// <summary>The same for a PNG in memory.</summary>
    /// <inheritdoc cref="Write(Stream, Stream, string, string)"/>
    public static byte[] Write(byte[] png, string keyword, string text)
    {
        ArgumentNullException.ThrowIfNull(png);
        using var source = new MemoryStream(png, writable: false);
        using var target = new MemoryStream(png.Length + (text?.Length ?? 0) + 64);
        Write(source, target, keyword, text!);
        return target.ToArray();
    }

    private static void Copy(Stream source, Stream target, long from, long to)
    {
        source.Position = from;
        var buffer = new byte[Math.Min(81_920, to - from)];
        for (var left = to - from; left > 0;)
        {
            var count = (int)Math.Min(left, buffer.Length);
            source.ReadExactly(buffer, 0, count);
            target.Write(buffer, 0, count);
            left -= count;
        }
    }

    private static void RequireSeekable(Stream png)
    {
        ArgumentNullException.ThrowIfNull(png);
        if (!png.CanSeek) throw new ArgumentException("the stream must be seekable", nameof(png));
    }
}
