using Senmitsu.Studio;
using Senmitsu.Studio.Storage;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Storage;

public sealed class StudioDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("senmitsu.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_Twice_KeepsWhatWasWritten()
    {
        using (var database = Open(out _)) Insert(database, 1000);
        using var again = Open(out var notes);
        Assert.Empty(notes);
        Assert.Equal(1000, Count(again));
    }

    [Theory]
    [InlineData(0, 4096)]        // the header
    [InlineData(100, 60)]        // the root page
    [InlineData(8192, 40960)]    // pages of tables
    public void Open_DamagedFile_SetsItAsideAndBeginsANewOne(int offset, int count)
    {
        using (var database = Open(out _)) Insert(database, 5000);
        Damage(offset, count);
        using var opened = Open(out var notes);
        Assert.Contains("is damaged", Assert.Single(notes), StringComparison.Ordinal);
        Assert.Equal(0, Count(opened));
        Insert(opened, 1);
        Assert.Equal(1, Count(opened));
        Assert.Single(Directory.GetFiles(_folder.Path, "senmitsu.db.damaged-*"), path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_DamagedTwiceInOneSecond_KeepsBoth()
    {
        for (var i = 0; i < 2; i++)
        {
            System.IO.File.WriteAllText(File, "this is no database, though it is long enough to be asked for its header, which has a hundred bytes and more");
            Open(out var notes).Dispose();
            Assert.Single(notes);
        }

        Assert.Equal(2, Directory.GetFiles(_folder.Path, "senmitsu.db.damaged-*").Length);
    }

    [Fact]
    public void Open_FileOfANewerProgram_IsRefusedAndLeftAsItIs()
    {
        using (var database = Open(out _))
        {
            using var connection = database.Connect();
            connection.Run("PRAGMA user_version = 1000");
        }

        var before = System.IO.File.ReadAllBytes(File);
        var error = Assert.Throws<UserErrorException>(() => Open(out _));
        Assert.Contains("newer Senmitsu", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Open_PathThatIsAFolder_SaysSo()
    {
        Directory.CreateDirectory(File);
        Assert.Contains("cannot be opened", Assert.Throws<UserErrorException>(() => Open(out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Together_WorkThatFails_ChangesNothing()
    {
        using var database = Open(out _);
        using var connection = database.Connect();
        Assert.Throws<InvalidDataException>(() => connection.Together(() =>
        {
            Insert(connection, 1);
            throw new InvalidDataException("in the middle");
        }));
        Assert.Equal(0, Count(database));
    }

    private StudioDatabase Open(out List<string> notes)
    {
        notes = [];
        return StudioDatabase.Open(File, TimeProvider.System, notes.Add);
    }

    private void Damage(int offset, int count)
    {
        using var file = System.IO.File.OpenWrite(File);
        var noise = new byte[count];
        new Random(1).NextBytes(noise);
        file.Position = offset;
        file.Write(noise);
    }

    private static void Insert(StudioDatabase database, int count)
    {
        using var connection = database.Connect();
        connection.Together(() => Insert(connection, count));
    }

    private static void Insert(Microsoft.Data.Sqlite.SqliteConnection connection, int count)
    {
        for (var i = 0; i < count; i++)
            connection.Run("INSERT INTO jobs (kind, title, settings, settings_version, state, created) VALUES ('train', $title, '{}', 1, 'Completed', $now)", ("$title", $"job {i}"), ("$now", i));
    }

    private static long Count(StudioDatabase database)
    {
        using var connection = database.Connect();
        return connection.Number("SELECT COUNT(*) FROM jobs");
    }
}
