using System.IO.Compression;
using System.Text;
using Senmitsu.Formats.Png;

namespace Senmitsu.Tests.Formats.Png;

/// <summary>Hand-made PNG files of one grey pixel, right and wrong.</summary>
internal static class PngBytes
{
    public static byte[] Signature { get; } = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Header { get; } = PngChunk.Assemble("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);

    public static byte[] Pixels { get; } = PngChunk.Assemble("IDAT", Deflate([0, 128]));

    public static byte[] End { get; } = PngChunk.Assemble("IEND", []);

    public static byte[] With(params byte[][] chunks) => [.. Signature, .. Header, .. chunks.SelectMany(chunk => chunk), .. Pixels, .. End];

    public static byte[] Text(string keyword, string text) => PngChunk.Assemble("tEXt", [.. Latin1(keyword), 0, .. Latin1(text)]);

    public static byte[] CompressedText(string keyword, byte[] zlib, byte method = 0) => PngChunk.Assemble("zTXt", [.. Latin1(keyword), 0, method, .. zlib]);

    public static byte[] International(string keyword, byte[] text, bool isCompressed) =>
        PngChunk.Assemble("iTXt", [.. Latin1(keyword), 0, (byte)(isCompressed ? 1 : 0), 0, .. Latin1("ja"), 0, .. Encoding.UTF8.GetBytes("設定"), 0, .. text]);

    public static byte[] Deflate(byte[] bytes)
    {
        using var deflated = new MemoryStream();
        using (var zlib = new ZLibStream(deflated, CompressionLevel.Optimal)) zlib.Write(bytes);
        return deflated.ToArray();
    }

    public static IReadOnlyList<PngTextChunk> Read(byte[] png)
    {
        using var stream = new MemoryStream(png);
        return PngTextChunks.Read(stream);
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}
