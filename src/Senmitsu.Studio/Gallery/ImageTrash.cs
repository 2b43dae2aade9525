using System.Globalization;
using Microsoft.Data.Sqlite;
using Senmitsu.Studio.Storage;

namespace Senmitsu.Studio.Gallery;

/// <summary>Pictures that were deleted: their files wait in the trash folder, their rows say where they came from.</summary>
/// <param name="database">The database. Borrowed.</param>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="thumbnails">Forgets those of files that leave. Borrowed.</param>
/// <param name="clock">Source of times.</param>
internal sealed class ImageTrash(StudioDatabase database, StudioFolders folders, Thumbnails thumbnails, TimeProvider clock)
{
    /// <summary>Where the file of a deleted picture is: its id keeps equal names apart.</summary>
    public static string FileOf(StudioFolders folders, long id, string name) =>
        Path.Combine(folders.Trash, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(name)}.{id}{Path.GetExtension(name)}"));

    /// <summary>Moves a picture into the trash; one whose file is gone is forgotten.</summary>
    /// <returns>False if there is none of this id, or it is there already.</returns>
    public bool Put(long id)
    {
        if (PathOf(id, isTrashed: false) is not { } path) return false;
        var source = Path.Combine(folders.Outputs, path);
        if (Directory.Exists(folders.Outputs) && !File.Exists(source))
        {
            using var connection = database.Connect();
            Forget(connection, id);
            return true;
        }

        Directory.CreateDirectory(folders.Trash);
        Move(source, FileOf(folders, id, NameOf(path)));

        // Another picture may get its path; the id in front keeps the rows apart.
        Set(id, string.Create(CultureInfo.InvariantCulture, $"?{id}/{path}"), clock.GetUtcNow());
        return true;
    }

    /// <summary>Moves a picture back.</summary>
    /// <returns>False if there is none of this id in the trash.</returns>
    public bool Restore(long id)
    {
        if (PathOf(id, isTrashed: true) is not { } kept) return false;
        var path = kept[(kept.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var free = path;
        for (var i = 1; File.Exists(Path.Combine(folders.Outputs, free)); i++) free = string.Create(CultureInfo.InvariantCulture, $"{path[..^Path.GetExtension(path).Length]}-{i}{Path.GetExtension(path)}");
        var target = Path.Combine(folders.Outputs, free);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        Move(FileOf(folders, id, NameOf(path)), target);
        Set(id, free, null);
        return true;
    }

    /// <summary>Deletes the files and rows.</summary>
    /// <returns>How many.</returns>
    public int Empty()
    {
        using var connection = database.Connect();
        var rows = connection.Rows("SELECT id, path FROM images WHERE trashed IS NOT NULL", reader => (Id: reader.GetInt64(0), Path: reader.GetString(1)));
        foreach (var (id, path) in rows)
        {
            var file = FileOf(folders, id, NameOf(path));
            thumbnails.Forget(file);
            if (File.Exists(file)) File.Delete(file);
            Forget(connection, id);
        }

        return rows.Count;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static void Forget(SqliteConnection connection, long id) => connection.Run("DELETE FROM images WHERE id = $id", ("$id", id));

    private void Move(string from, string to)
    {
        try
        {
            thumbnails.Forget(from);
            File.Move(from, to);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{from} cannot be moved to {to}: {e.Message}. Is it open in another program?", e);
        }
    }

    private string? PathOf(long id, bool isTrashed)
    {
        using var connection = database.Connect();
        return (string?)connection.Scalar($"SELECT path FROM images WHERE id = $id AND trashed IS {(isTrashed ? "NOT NULL" : "NULL")}", ("$id", id));
    }

    private void Set(long id, string path, DateTimeOffset? trashed)
    {
        using var connection = database.Connect();
        connection.Run("UPDATE images SET path = $path, trashed = $trashed WHERE id = $id", ("$id", id), ("$path", path), ("$trashed", trashed?.ToUnixTimeMilliseconds()));
    }
}
