using Microsoft.Data.Sqlite;
using Senmitsu.Studio.Storage;

namespace Senmitsu.Studio.Gallery;

/// <summary>Compares the outputs folder with the database. Only new and changed files are opened.</summary>
/// <param name="database">The database. Borrowed.</param>
/// <param name="outputs">The outputs folder.</param>
internal sealed class ImageIndex(StudioDatabase database, string outputs)
{
    /// <summary>Pictures that are entered together, so that a page sees the first of them soon and few writes are needed.</summary>
    private const int Batch = 200;

    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".webp"];

    /// <summary>Enters a picture, or what is new about it.</summary>
    /// <returns>Its id.</returns>
    public static long Enter(SqliteConnection connection, NewImage image) => connection.Number(
        """
        INSERT INTO images (path, folder, infotext, width, height, seed, model, created, size, modified)
        VALUES ($path, $folder, $infotext, $width, $height, $seed, $model, $modified, $size, $modified)
        ON CONFLICT (path) DO UPDATE SET
            infotext = $infotext, width = $width, height = $height, seed = $seed, model = $model, created = $modified, size = $size, modified = $modified, look = NULL
        RETURNING id
        """,
        ("$path", image.Path), ("$folder", image.Folder), ("$infotext", image.Infotext), ("$width", image.Size.Width), ("$height", image.Size.Height),
        ("$seed", image.Seed), ("$model", image.Model), ("$size", image.Length), ("$modified", image.Modified.ToUnixTimeMilliseconds()));

    /// <summary>Enters and takes out what has changed.</summary>
    /// <inheritdoc cref="ImageLibrary.Index"/>
    public int Run(IProgress<int> progress, CancellationToken token)
    {
        if (!Directory.Exists(outputs)) return 0; // perhaps on a disk that is not there just now: nothing is forgotten for that
        using var connection = database.Connect();
        var known = connection.Rows("SELECT path, size, modified FROM images WHERE trashed IS NULL", reader => (Path: reader.GetString(0), Size: reader.GetInt64(1), Modified: reader.GetInt64(2)))
            .ToDictionary(row => row.Path, row => (row.Size, row.Modified), StringComparer.Ordinal);
        var changes = 0;
        var read = 0;
        foreach (var files in Pictures().Where(file => !IsKnown(file)).Chunk(Batch))
        {
            var images = new List<NewImage>();
            foreach (var file in files)
            {
                token.ThrowIfCancellationRequested();
                if (NewImage.Read(outputs, file) is { } image) images.Add(image);
                progress.Report(++read);
            }

            connection.Together(() => images.ForEach(image => Enter(connection, image)));
            changes += images.Count;
        }

        // What is still in the list was not met: it has gone, or is a picture no longer.
        connection.Together(() =>
        {
            foreach (var path in known.Keys.Where(path => !File.Exists(Path.Combine(outputs, path)))) changes += connection.Run("DELETE FROM images WHERE path = $path", ("$path", path));
        });
        return changes;

        bool IsKnown(FileInfo file) =>
            known.Remove(NewImage.RelativePath(outputs, file.FullName), out var row) && row == (file.Length, new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds());
    }

    private IEnumerable<FileInfo> Pictures() => new DirectoryInfo(outputs)
        .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        .Where(file => Endings.Contains(file.Extension, StringComparer.OrdinalIgnoreCase));
}
