using CsCheck;
using Senmitsu.Formats.Numpy;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Numpy;

public sealed class NumpyArrayTests
{
    [Fact]
    public void Parse_KnownTypes_GivesTheirNumbers()
    {
        var array = NumpyArray.Parse(NpzBytes.Singles("2, 3", 1, 2, 3, 4, 5, -6.5f), "x");
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, -6.5f], array.Values);
        Assert.Equal([768, 512], NumpyArray.Parse(NpzBytes.Whole(768, 512), "x").Values);
        Assert.Equal([1], NumpyArray.Parse(NpzBytes.Array("|u1", "", [1]), "x").Values); // one number has no dimensions
    }

    [Theory]
    [InlineData(">f4", "1,", "False", 4, "holds numbers of type >f4")]
    [InlineData("|O", "1,", "False", 8, "holds numbers of type |O")]
    [InlineData("<f4", "2, 2", "True", 16, "stores columns first")]
    [InlineData("<f4", "3,", "False", 8, "has 8 bytes of numbers, its header asks for 12")]
    [InlineData("<f4", "99999, 99999", "False", 8, "has a shape that is too large")]
    [InlineData("<f4", "0, 99999999999", "False", 0, "has a shape that is too large")]
    public void Parse_WrongArrays_SaysWhy(string type, string shape, string fortran, int bytes, string expected) =>
        Assert.Contains(expected, Assert.Throws<NumpyException>(() => NumpyArray.Parse(NpzBytes.Array(type, shape, new byte[bytes], fortran), "x.npz")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_AnyBytes_ThrowsOnlyItsOwnException() =>
        Gen.Byte.Array[0, 200].Sample(bytes => Assert.IsType<NumpyException>(Record.Exception(() => NumpyArray.Parse([.. NpzBytes.Singles("2,", 1, 2).AsSpan(0, Math.Min(bytes.Length, 60)), .. bytes], "x"))));

    [Fact]
    public void Read_Archive_FindsItsArraysOrSaysWhatIsWrong()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.npz");
        NpzBytes.Write(path, ("latents", NpzBytes.Singles("1,", 7)), ("original_size", NpzBytes.Whole(8, 9)));
        var arrays = NumpyArchive.Read(path, ["latents", "original_size", "not there"], 4);
        Assert.Equal(["latents", "original_size"], arrays.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([7], arrays["latents"].Values);

        File.WriteAllBytes(path, File.ReadAllBytes(path)[..40]);
        Assert.Contains("is no archive", Assert.Throws<NumpyException>(() => NumpyArchive.Read(path, ["latents"], 4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ArchiveWithMoreThanIsWanted_UnfoldsNoneOfIt()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.npz");
        NpzBytes.Write(path, ("latents", NpzBytes.Singles("1,", 7)), ("other", [1, 2, 3]), ("large", NpzBytes.Singles("100000,", new float[100000])));
        Assert.Equal(["latents"], NumpyArchive.Read(path, ["latents"], 1).Keys);
        Assert.Contains("more than the", Assert.Throws<NumpyException>(() => NumpyArchive.Read(path, ["large"], 1000)).Message, StringComparison.Ordinal);
    }
}
