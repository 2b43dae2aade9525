using System.Text;
using CsCheck;
using Senmitsu.Formats.Png;

namespace Senmitsu.Tests.Formats.Png;

public sealed class PngTextChunksTests
{
    // Made on demand: some are large, and a runner prints its data.
    private static readonly (PngFault Fault, Func<byte[]> Make)[] WrongFiles =
    [
        (PngFault.NotPng, () => []),
        (PngFault.NotPng, () => [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (PngFault.NotPng, () => [.. PngBytes.Signature, .. PngBytes.End]),
        (PngFault.Truncated, () => PngBytes.Signature),
        (PngFault.Truncated, () => [.. PngBytes.Signature, .. PngBytes.Header]),
        (PngFault.Truncated, () => PngBytes.With()[..^1]),
        (PngFault.ChunkTooLarge, () => [.. PngBytes.Signature, .. PngBytes.Header, 0xFF, 0xFF, 0xFF, 0xFF, .. "tEXt"u8]),
        (PngFault.ChunkTooLarge, () => PngBytes.With(PngBytes.Text("a", new string('x', PngTextChunks.MaxTextSizeInBytes)))),
        (PngFault.ChecksumMismatch, () => PngBytes.With([.. PngBytes.Text("a", "x")[..^1], 0])),
        (PngFault.InvalidText, () => PngBytes.With(PngChunk.Assemble("tEXt", "no terminator"u8))),
        (PngFault.InvalidText, () => PngBytes.With(PngBytes.Text("", "x"))),
        (PngFault.InvalidText, () => PngBytes.With(PngBytes.Text(new string('k', 80), "x"))),
        (PngFault.InvalidText, () => PngBytes.With(PngChunk.Assemble("zTXt", "a\0"u8))),
        (PngFault.InvalidText, () => PngBytes.With(PngChunk.Assemble("iTXt", "a\0\0\0ja"u8))),
        (PngFault.InvalidText, () => PngBytes.With(PngBytes.International("a", [0xC3, 0x28], isCompressed: false))),
        (PngFault.InvalidCompression, () => PngBytes.With(PngBytes.CompressedText("a", [1, 2, 3, 4, 5]))),
        (PngFault.InvalidCompression, () => PngBytes.With(PngBytes.CompressedText("a", PngBytes.Deflate([1]), method: 1))),
        (PngFault.TextTooLarge, () => PngBytes.With(PngBytes.CompressedText("a", PngBytes.Deflate(new byte[PngTextChunks.MaxTextSizeInBytes + 1])))),
        (PngFault.TextTooLarge, () => PngBytes.With(PngBytes.CompressedText("a", PngBytes.Deflate(new byte[10_000_000])), PngBytes.CompressedText("b", PngBytes.Deflate(new byte[10_000_000])))),
    ];

    public static TheoryData<PngFault, int> WrongFileRows => [.. WrongFiles.Select((file, index) => (file.Fault, index))];

    [Fact]
    public void Assemble_GivesTheChecksumEveryPngEndsWith() => Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], PngBytes.End);

    [Fact]
    public void Read_OfEveryKindOfText_Decodes()
    {
        var japanese = Encoding.UTF8.GetBytes("日本の女性");
        var png = PngBytes.With(
            PngBytes.Text("Title", "café"),
            PngBytes.CompressedText("Comment", PngBytes.Deflate("a\nb"u8.ToArray())),
            PngBytes.International("parameters", japanese, isCompressed: false),
            PngBytes.International("parameters", PngBytes.Deflate(japanese), isCompressed: true),
            PngBytes.Text("Empty", ""));

        Assert.Equal([new("Title", "café"), new("Comment", "a\nb"), new("parameters", "日本の女性"), new("parameters", "日本の女性"), new("Empty", "")], PngBytes.Read(png));
    }

    [Fact]
    public void Read_OfTextBehindThePixels_FindsIt()
    {
        byte[] png = [.. PngBytes.Signature, .. PngBytes.Header, .. PngBytes.Pixels, .. PngBytes.Text("parameters", "p"), .. PngBytes.End, 1, 2, 3];
        Assert.Equal([new("parameters", "p")], PngBytes.Read(png));
    }

    [Theory]
    [MemberData(nameof(WrongFileRows))]
    public void Read_WhenTheFileIsWrong_NamesTheFault(PngFault fault, int row) =>
        Assert.Equal(fault, Assert.Throws<PngException>(() => PngBytes.Read(WrongFiles[row].Make())).Fault);

    [Fact]
    public void EveryFault_HasATest() => Assert.Equal(Enum.GetValues<PngFault>(), WrongFiles.Select(file => file.Fault).Distinct().Order());

    [Theory]
    [InlineData("photo of a café\nSteps: 20", "tEXt")]
    [InlineData("日本の女性 😀\nSteps: 20", "iTXt")]
    [InlineData("", "tEXt")]
    public void Write_ChoosesTheChunkThatOldReadersKnow(string text, string type)
    {
        var png = PngTextChunks.Write(PngBytes.With(), "parameters", text);
        Assert.Equal([new("parameters", text)], PngBytes.Read(png));
        Assert.Equal(type, Encoding.Latin1.GetString(png, PngBytes.Signature.Length + PngBytes.Header.Length + 4, 4));
    }

    [Fact]
    public void Write_ReplacesOnlyItsKeywordAndKeepsEveryOtherByte()
    {
        var other = PngBytes.Text("Software", "x");
        var gamma = PngChunk.Assemble("gAMA", [0, 0, 0xB1, 0x8F]);
        byte[] png = [.. PngBytes.With(PngBytes.Text("parameters", "old"), gamma, other, PngBytes.CompressedText("parameters", PngBytes.Deflate([65]))), 7];

        Assert.Equal([.. PngBytes.With(PngBytes.Text("parameters", "new"), gamma, other), 7], PngTextChunks.Write(png, "parameters", "new"));
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameBack() =>
        Gen.String.Where(text => !text.Contains('\0', StringComparison.Ordinal) && !text.Any(char.IsSurrogate)).Sample(text =>
            Assert.Equal([new("parameters", text)], PngBytes.Read(PngTextChunks.Write(PngBytes.With(PngBytes.Text("parameters", "old")), "parameters", text))));

    [Theory]
    [InlineData("")]
    [InlineData(" padded")]
    [InlineData("日本")]
    [InlineData("new\nline")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public void Write_WhenTheKeywordIsImpossible_Throws(string keyword) => Assert.ThrowsAny<ArgumentException>(() => PngTextChunks.Write(PngBytes.With(), keyword, "x"));

    [Fact]
    public void Write_WhenTheTextHoldsNul_Throws() => Assert.Throws<ArgumentException>(() => PngTextChunks.Write(PngBytes.With(), "parameters", "a\0b"));

    [Fact]
    public void Read_WhenBytesAreRandom_OnlyEverThrowsItsOwn() =>
        Gen.Byte.Array[0, 100].Sample(bytes =>
        {
            ReadOrRefuse(bytes);
            ReadOrRefuse([.. PngBytes.Signature, .. bytes]);
            ReadOrRefuse([.. PngBytes.Signature, .. PngBytes.Header, .. bytes]);
        }, iter: 10_000);

    [Fact]
    public void Read_WhenTextChunksAreRandom_OnlyEverThrowsItsOwn() =>
        Gen.Select(Gen.OneOf("tEXt", "zTXt", "iTXt"), Gen.Byte[0, 4].Array[0, 30]).Sample((type, data) => ReadOrRefuse(PngBytes.With(PngChunk.Assemble(type, data))), iter: 10_000);

    private static void ReadOrRefuse(byte[] png)
    {
        try
        {
            PngBytes.Read(png);
        }
        catch (PngException e)
        {
            Assert.True(Enum.IsDefined(e.Fault));
        }
    }
}
