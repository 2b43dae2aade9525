using Microsoft.Data.Sqlite;

namespace Senmitsu.Studio.Storage;

/// <summary>The tables, as the steps that made them. A file knows by <c>PRAGMA user_version</c> how many it has seen; steps are only ever added.</summary>
internal static class Migrations
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE jobs (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            settings TEXT NOT NULL,             -- JSON of the kind
            settings_version INTEGER NOT NULL,
            state TEXT NOT NULL,                -- Queued, Running, Completed, Failed, Stopped
            stopped_by TEXT,
            message TEXT,
            attempts INTEGER NOT NULL DEFAULT 0, -- starts since the last result that can be continued
            continues INTEGER,                  -- the stopped job that this one goes on with
            created INTEGER NOT NULL,           -- milliseconds since 1970, as all times
            started INTEGER,
            ended INTEGER
        );
        CREATE INDEX jobs_state ON jobs (state);

        CREATE TABLE images (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            path TEXT NOT NULL UNIQUE,          -- below the outputs folder, with /
            folder TEXT NOT NULL,               -- its first part: txt2img-images
            infotext TEXT,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            seed INTEGER,
            model TEXT,
            created INTEGER NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            look INTEGER,                       -- perceptual hash, known once there is a thumbnail
            trashed INTEGER                     -- when it was deleted
        );
        CREATE INDEX images_newest ON images (created DESC, id DESC) WHERE trashed IS NULL;
        CREATE INDEX images_folder ON images (folder, created DESC, id DESC) WHERE trashed IS NULL;

        CREATE TABLE ratings (
            image_id INTEGER PRIMARY KEY REFERENCES images (id) ON DELETE CASCADE,
            rating INTEGER NOT NULL             -- 1 reject, 2 keep, 3 star
        );
        CREATE INDEX ratings_rating ON ratings (rating);

        CREATE TABLE job_results (
            job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,            -- from 0
            kind TEXT NOT NULL,
            path TEXT NOT NULL,
            image_id INTEGER REFERENCES images (id) ON DELETE SET NULL,
            step INTEGER,
            epoch INTEGER,
            PRIMARY KEY (job_id, number)
        ) WITHOUT ROWID;
        CREATE INDEX job_results_image ON job_results (image_id);

        CREATE TABLE losses (
            job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            step INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            loss REAL NOT NULL,
            average REAL NOT NULL,
            rate REAL NOT NULL,
            PRIMARY KEY (job_id, step)
        ) WITHOUT ROWID;
        """,
    ];

    /// <summary>Does the steps that a file has not seen, each whole or not at all.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="UserErrorException">The file has seen steps that this program does not know.</exception>
    public static void Apply(SqliteConnection connection, string path)
    {
        var version = connection.Number("PRAGMA user_version");
        if (version > Steps.Length)
            throw new UserErrorException($"{path} was written by a newer Senmitsu (its tables are version {version}, this program knows {Steps.Length}). Update Senmitsu, or choose another folder with --data.");
        for (var i = (int)version; i < Steps.Length; i++)
        {
            var next = i + 1;
            connection.Together(() =>
            {
                connection.Run(Steps[next - 1]);
                connection.Run($"PRAGMA user_version = {next}");
            });
        }
    }
}
