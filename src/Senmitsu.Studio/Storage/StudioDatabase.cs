using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Senmitsu.Studio.Storage;

/// <summary>
/// The SQLite file of the data folder. Any thread may use it: every piece of work takes a connection of its own. It works in SQLite's WAL
/// mode, so readers never wait for the writer, and the file survives the end of the program at any instant.
/// </summary>
public sealed class StudioDatabase : IDisposable
{
    private const int Corrupt = 11, NotADatabase = 26; // https://www.sqlite.org/rescode.html

    private readonly string _connectionString;

    private StudioDatabase(string path) => _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30 }.ToString();

    /// <summary>Opens the file, makes it if absent, and brings its tables up to date. A damaged file is set aside and a new one begun.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">Source of times.</param>
    /// <param name="note">Told if the file was damaged.</param>
    /// <exception cref="UserErrorException">The file belongs to a newer program, or cannot be opened at all.</exception>
    public static StudioDatabase Open(string path, TimeProvider clock, Action<string> note)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(note);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return OpenSound(path);
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            var aside = SetAside(path, clock.GetLocalNow());
            note($"{path} is damaged ({e.Message}). It is now {aside}; a new one was begun. Pictures come back from the outputs folder; earlier jobs and ratings are not shown.");
            return OpenSound(path);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be opened: {e.Message}. Check the folder's permissions and free space, or choose another folder with --data.", e);
        }
    }

    /// <summary>Whether an error says that the file itself is damaged.</summary>
    internal static bool IsDamage(SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase;

    /// <inheritdoc/>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>A connection, ready to use. The caller disposes it, which puts it back.</summary>
    internal SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private static StudioDatabase OpenSound(string path)
    {
        var database = new StudioDatabase(path);
        try
        {
            using var connection = database.Connect();
            connection.Run("PRAGMA journal_mode = WAL");
            if (connection.Scalar("PRAGMA quick_check(1)") is var answer && answer as string != "ok") throw new SqliteException($"{answer}", Corrupt);
            Migrations.Apply(connection, path);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static string SetAside(string path, DateTimeOffset now)
    {
        var stem = string.Create(CultureInfo.InvariantCulture, $"{path}.damaged-{now:yyyyMMdd-HHmmss}");
        var aside = stem;
        for (var i = 1; File.Exists(aside); i++) aside = string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}");
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(path + suffix)) File.Move(path + suffix, aside + suffix);
        }

        return aside;
    }
}
