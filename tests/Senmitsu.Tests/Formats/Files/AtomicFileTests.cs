using Senmitsu.Formats.Files;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_WhenTargetIsNew_LeavesOnlyTheTarget()
    {
        var path = _folder.File("絵 1.bin");
        AtomicFile.Write(path, stream => stream.Write([1, 2, 3]));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_WhenTargetExists_ReplacesIt()
    {
        var path = _folder.File("a.bin");
        File.WriteAllBytes(path, new byte[100]);
        AtomicFile.Write(path, stream => stream.Write([1]));
        Assert.Equal([1], File.ReadAllBytes(path));
    }

    [Fact]
    public void Write_WhenTheWriterFails_KeepsTheOldFileAndNothingElse()
    {
        var path = _folder.File("a.bin");
        File.WriteAllBytes(path, [9]);

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write([1, 2, 3]);
            throw new InvalidOperationException("half way");
        }));

        Assert.Equal([9], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_WhenTheDiskIsFull_NamesTheTargetAndKeepsTheErrorCode()
    {
        const int diskFull = unchecked((int)0x80070070);
        var path = _folder.File("a.bin");
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(path, _ => throw new IOException("No space left on device", diskFull)));

        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Equal(diskFull, e.HResult);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Write_UntilTheWriterReturns_ShowsTheOldFile()
    {
        var path = _folder.File("a.bin");
        File.WriteAllBytes(path, [9]);
        AtomicFile.Write(path, stream =>
        {
            stream.Write([1]);
            stream.Flush();
            Assert.Equal([9], File.ReadAllBytes(path));
        });
    }

    [Fact]
    public void Write_WhenTheFolderIsMissing_SaysSo() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(_folder.Path, "none", "a.bin"), _ => { }));

    [Fact]
    public void Write_WhenTheNameIsAsLongAsAllowed_Works()
    {
        var path = _folder.File(new string('a', 255));
        AtomicFile.Write(path, stream => stream.WriteByte(1));
        Assert.True(File.Exists(path));
    }
}
