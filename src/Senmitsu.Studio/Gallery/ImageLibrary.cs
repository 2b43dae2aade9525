using Microsoft.Data.Sqlite;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio.Jobs;
using Senmitsu.Studio.Storage;

namespace Senmitsu.Studio.Gallery;

/// <summary>
/// The pictures of the outputs folder, by id. The files are what counts: the database only remembers what was read from them, and what
/// the user thinks of them. Safe to use from any thread.
/// </summary>
/// <param name="database">The database. Borrowed.</param>
/// <param name="folders">Where the studio keeps things.</param>
/// <param name="clock">Source of times.</param>
public sealed class ImageLibrary(StudioDatabase database, StudioFolders folders, TimeProvider clock) : IDisposable
{
    private const string Columns = "i.id, i.folder, i.width, i.height, i.seed, i.model, i.created, COALESCE(r.rating, 0)";
    private const string From = "images i LEFT JOIN ratings r ON r.image_id = i.id";
    private const string Order = "ORDER BY i.created DESC, i.id DESC";

    private readonly LatestFeed<long> _changes = new(0);
    private readonly Thumbnails _thumbnails = new(folders.Thumbnails);

    /// <summary>Watches for changes: a number that grows with each. The caller disposes the viewer.</summary>
    public LatestViewer<long> Attach() => _changes.Attach();

    /// <summary>A part of a list, for lists that load what is in view.</summary>
    /// <param name="filter">Which pictures.</param>
    /// <param name="skip">Pictures before the part, 0 or more.</param>
    /// <param name="count">Pictures in it at most, 1 or more.</param>
    public GalleryPage Page(GalleryFilter filter, int skip, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var where = GalleryQuery.Where(filter);
        using var connection = database.Connect();
        var total = connection.Number($"SELECT COUNT(*) FROM {where.Tables} WHERE {where.Condition}", where.Values);
        var items = connection.Rows($"SELECT {Columns} FROM {From} WHERE {where.Condition} {Order} LIMIT $count OFFSET $skip", ReadItem, [.. where.Values, ("$count", count), ("$skip", skip)]);
        return new((int)total, items);
    }

    /// <summary>The ids of a list, newest first: for stepping through it with the arrow keys.</summary>
    public IReadOnlyList<long> Ids(GalleryFilter filter)
    {
        var where = GalleryQuery.Where(filter);
        using var connection = database.Connect();
        return connection.Rows($"SELECT i.id FROM {where.Tables} WHERE {where.Condition} {Order}", reader => reader.GetInt64(0), where.Values);
    }

    /// <summary>How many pictures have each rating.</summary>
    public IReadOnlyDictionary<Rating, int> CountRatings()
    {
        using var connection = database.Connect();
        return connection.Rows($"SELECT COALESCE(r.rating, 0), COUNT(*) FROM {From} WHERE i.trashed IS NULL GROUP BY 1", reader => ((Rating)reader.GetInt32(0), reader.GetInt32(1))).ToDictionary(pair => pair.Item1, pair => pair.Item2);
    }

    /// <summary>A picture; <see langword="null"/> if there is none of this id.</summary>
    public GalleryImage? Find(long id)
    {
        using var connection = database.Connect();
        return connection.Rows($"SELECT {Columns}, i.path, i.infotext, i.trashed FROM {From} WHERE i.id = $id", Read, ("$id", id)).FirstOrDefault();
    }

    /// <summary>The id of a file of the outputs folder; <see langword="null"/> if it is not entered.</summary>
    public long? FindId(string path)
    {
        using var connection = database.Connect();
        return (long?)connection.Scalar("SELECT id FROM images WHERE path = $path", ("$path", NewImage.RelativePath(folders.Outputs, path)));
    }

    /// <summary>Enters a picture that was just written, or enters it anew.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its id; <see langword="null"/> if it is no picture of the outputs folder.</returns>
    public long? Add(string path)
    {
        var full = Path.GetFullPath(path);
        if (!full.StartsWith(folders.Outputs + Path.DirectorySeparatorChar, StringComparison.Ordinal) || NewImage.Read(folders.Outputs, new FileInfo(full)) is not { } image) return null;
        using var connection = database.Connect();
        var id = ImageIndex.Enter(connection, image);
        Changed();
        return id;
    }

    /// <summary>Brings the gallery in line with the outputs folder: enters new and changed pictures, takes out those that are gone.</summary>
    /// <param name="progress">Told how many pictures were read.</param>
    /// <param name="token">Tested before every picture.</param>
    /// <returns>How many rows changed.</returns>
    public int Index(IProgress<int> progress, CancellationToken token)
    {
        var changes = new ImageIndex(database, folders.Outputs).Run(progress, token);
        if (changes > 0) Changed();
        return changes;
    }

    /// <summary>Rates a picture; <see cref="Rating.None"/> takes the rating away.</summary>
    public void Rate(long id, Rating rating)
    {
        if (!Enum.IsDefined(rating)) throw new ArgumentOutOfRangeException(nameof(rating), rating, "is no rating");
        using var connection = database.Connect();
        if (rating == Rating.None) connection.Run("DELETE FROM ratings WHERE image_id = $id", ("$id", id));
        else connection.Run("INSERT INTO ratings (image_id, rating) SELECT id, $rating FROM images WHERE id = $id ON CONFLICT (image_id) DO UPDATE SET rating = $rating", ("$id", id), ("$rating", (int)rating));
        Changed();
    }

    /// <summary>A small JPEG of a picture, at most <see cref="Thumbnails.Side"/> pixels a side, made on first use. Not on the device thread.</summary>
    /// <param name="id">The picture.</param>
    /// <param name="token">Stops the waiting for one's turn.</param>
    /// <returns>The JPEG file; <see langword="null"/> if there is no such picture or it cannot be read.</returns>
    public async Task<string?> ThumbnailAsync(long id, CancellationToken token) =>
        Find(id) is { } image ? (await ThumbnailAsync(image, needsLook: false, token).ConfigureAwait(false))?.Path : null;

    /// <summary>The ids of a list, a picture itself first, then those that look most like it. <see cref="PrepareSimilarAsync"/> comes before.</summary>
    /// <param name="id">The picture.</param>
    /// <param name="filter">Which pictures; those whose look is not known come last, newest first.</param>
    public IReadOnlyList<long> Similar(long id, GalleryFilter filter)
    {
        var where = GalleryQuery.Where(filter);
        using var connection = database.Connect();
        if (connection.Scalar("SELECT look FROM images WHERE id = $id", ("$id", id)) is not long bits) return Ids(filter);
        var look = new PerceptualHash(unchecked((ulong)bits));
        return [.. connection.Rows($"SELECT i.id, i.look FROM {where.Tables} WHERE {where.Condition} {Order}", reader => (Id: reader.GetInt64(0), Look: reader.NumberOrNull(1)), where.Values)
            .OrderByDescending(row => row.Id == id)
            .ThenBy(row => row.Look is { } other ? look.DistanceTo(new(unchecked((ulong)other))) : int.MaxValue)
            .Select(row => row.Id)];
    }

    /// <summary>Looks at the pictures of a list whose look is not known yet, and makes their thumbnails on the way.</summary>
    /// <param name="filter">Which pictures.</param>
    /// <param name="token">Tested before every picture.</param>
    public async Task PrepareSimilarAsync(GalleryFilter filter, CancellationToken token)
    {
        var where = GalleryQuery.Where(filter);
        IReadOnlyList<long> unknown;
        using (var connection = database.Connect())
        {
            unknown = connection.Rows($"SELECT i.id FROM {where.Tables} WHERE {where.Condition} AND i.look IS NULL", reader => reader.GetInt64(0), where.Values);
        }

        foreach (var id in unknown)
        {
            if (Find(id) is { } image) await ThumbnailAsync(image, needsLook: true, token).ConfigureAwait(false);
        }
    }

    /// <summary>Moves a picture to the trash, from which <see cref="Restore"/> brings it back; one whose file is gone is forgotten.</summary>
    /// <returns>False if there is no such picture.</returns>
    /// <exception cref="UserErrorException">The file cannot be moved.</exception>
    public bool Delete(long id) => Moved(Trash().Put(id));

    /// <summary>Brings a picture back from the trash, under another name if its own is taken.</summary>
    /// <inheritdoc cref="Delete"/>
    public bool Restore(long id) => Moved(Trash().Restore(id));

    /// <summary>Deletes what is in the trash, for good.</summary>
    /// <returns>How many pictures.</returns>
    public int EmptyTrash()
    {
        try
        {
            return Trash().Empty();
        }
        finally
        {
            Changed(); // some may be gone even if one could not be deleted
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _thumbnails.Dispose();

    private ImageTrash Trash() => new(database, folders, _thumbnails, clock);

    private async Task<Thumbnail?> ThumbnailAsync(GalleryImage image, bool needsLook, CancellationToken token)
    {
        var thumbnail = await _thumbnails.GetAsync(image.Path, needsLook, token).ConfigureAwait(false);
        if (thumbnail is { Look: { } look })
        {
            using var connection = database.Connect();
            connection.Run("UPDATE images SET look = $look WHERE id = $id", ("$id", image.Item.Id), ("$look", unchecked((long)look.Bits)));
        }

        return thumbnail;
    }

    private bool Moved(bool isMoved)
    {
        if (isMoved) Changed();
        return isMoved;
    }

    private void Changed() => _changes.Publish(number => number + 1, _ => false);

    private static GalleryItem ReadItem(SqliteDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.NumberOrNull(4), reader.TextOrNull(5), reader.TimeOrNull(6)!.Value.ToLocalTime(), (Rating)reader.GetInt32(7));

    private GalleryImage Read(SqliteDataReader reader)
    {
        var path = reader.GetString(8);
        var isTrashed = !reader.IsDBNull(10);
        var name = path[(path.LastIndexOf('/') + 1)..];
        return new(ReadItem(reader), name, isTrashed ? ImageTrash.FileOf(folders, reader.GetInt64(0), name) : Path.Combine(folders.Outputs, path), reader.TextOrNull(9), isTrashed);
    }
}
