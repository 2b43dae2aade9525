using Microsoft.Data.Sqlite;
using Senmitsu.Studio.Storage;

namespace Senmitsu.Studio.Jobs;

/// <summary>Jobs in the database. Safe to use from any thread.</summary>
/// <param name="database">The database. Borrowed.</param>
internal sealed class JobStore(StudioDatabase database)
{
    private const string Columns = "id, kind, title, settings, settings_version, state, created, stopped_by, message, attempts, continues, started, ended";

    /// <summary>Keeps a new job; it waits.</summary>
    /// <param name="job">The job; its id is not looked at.</param>
    /// <returns>The job with its id.</returns>
    public StoredJob Add(StoredJob job)
    {
        using var connection = database.Connect();
        long id = 0;
        connection.Together(() =>
        {
            id = connection.Number(
                "INSERT INTO jobs (kind, title, settings, settings_version, state, continues, created) VALUES ($kind, $title, $settings, $version, $state, $continues, $created) RETURNING id",
                ("$kind", job.Kind), ("$title", job.Title), ("$settings", job.Settings), ("$version", job.SettingsVersion), ("$state", JobState.Queued.ToString()),
                ("$continues", job.Continues), ("$created", job.Created.ToUnixTimeMilliseconds()));
            foreach (var result in job.Results) Insert(connection, id, result);
            if (job.Continues is { } earlier) connection.Run("INSERT INTO losses SELECT $id, step, epoch, loss, average, rate FROM losses WHERE job_id = $earlier", ("$id", id), ("$earlier", earlier));
        });
        return job with { Id = id, State = JobState.Queued };
    }

    /// <summary>The newest jobs, oldest of them first.</summary>
    /// <param name="count">How many at most; those that wait or ran come all the same.</param>
    public IReadOnlyList<StoredJob> Newest(int count)
    {
        using var connection = database.Connect();
        var jobs = connection.Rows(
            $"SELECT {Columns} FROM jobs WHERE state IN ('Queued', 'Running') OR id IN (SELECT id FROM jobs ORDER BY id DESC LIMIT $count) ORDER BY id",
            Read, ("$count", count));
        var results = connection.Rows(
            "SELECT job_id, number, kind, path, image_id, step, epoch FROM job_results WHERE job_id >= $first ORDER BY job_id, number",
            reader => (Job: reader.GetInt64(0), Result: ReadResult(reader)), ("$first", jobs.Count > 0 ? jobs[0].Id : 0)).ToLookup(row => row.Job, row => row.Result);
        return [.. jobs.Select(job => job with { Results = [.. results[job.Id]] })];
    }

    /// <summary>A job begins: its number of starts goes up.</summary>
    public void Begin(long id, DateTimeOffset started)
    {
        using var connection = database.Connect();
        connection.Run("UPDATE jobs SET state = 'Running', started = $started, attempts = attempts + 1 WHERE id = $id", ("$id", id), ("$started", started.ToUnixTimeMilliseconds()));
    }

    /// <summary>A job ends, or goes back into the queue.</summary>
    /// <param name="id">The job.</param>
    /// <param name="progress">How it ended.</param>
    public void Finish(long id, JobProgress progress)
    {
        using var connection = database.Connect();
        connection.Run(
            "UPDATE jobs SET state = $state, message = $message, stopped_by = $by, ended = $ended WHERE id = $id",
            ("$id", id), ("$state", progress.State.ToString()), ("$message", progress.Message), ("$by", progress.Request?.ToString()), ("$ended", progress.Ended?.ToUnixTimeMilliseconds()));
    }

    /// <summary>A job of an earlier session is stopped.</summary>
    public void Stop(long id, string message, DateTimeOffset ended) => End(id, JobState.Stopped, message, ended);

    /// <summary>A job of an earlier session cannot be begun.</summary>
    public void Fail(long id, string message, DateTimeOffset ended) => End(id, JobState.Failed, message, ended);

    /// <summary>A job that ran when the program ended waits again.</summary>
    public void PutBack(long id)
    {
        using var connection = database.Connect();
        connection.Run("UPDATE jobs SET state = 'Queued' WHERE id = $id", ("$id", id));
    }

    /// <summary>A job made a file, or made one anew.</summary>
    /// <param name="id">The job.</param>
    /// <param name="result">The file.</param>
    public void PutResult(long id, JobResult result)
    {
        using var connection = database.Connect();
        Insert(connection, id, result);
    }

    /// <summary>A file of a job is gone.</summary>
    public void RemoveResult(long id, int number)
    {
        using var connection = database.Connect();
        connection.Run("DELETE FROM job_results WHERE job_id = $id AND number = $number", ("$id", id), ("$number", number));
    }

    /// <summary>A training saved its state: from here it goes on, so its losses until here count, and its starts are counted anew.</summary>
    /// <param name="id">The job.</param>
    /// <param name="losses">Losses not yet kept.</param>
    public void KeepLosses(long id, IReadOnlyList<LossPoint> losses)
    {
        using var connection = database.Connect();
        connection.Together(() =>
        {
            foreach (var point in losses)
            {
                connection.Run(
                    "INSERT OR REPLACE INTO losses (job_id, step, epoch, loss, average, rate) VALUES ($id, $step, $epoch, $loss, $average, $rate)",
                    ("$id", id), ("$step", point.Step), ("$epoch", point.Epoch), ("$loss", point.Loss), ("$average", point.Average), ("$rate", point.LearningRate));
            }

            connection.Run("UPDATE jobs SET attempts = 1 WHERE id = $id", ("$id", id));
        });
    }

    /// <summary>The losses of a training that are kept, by step.</summary>
    public IReadOnlyList<LossPoint> Losses(long id)
    {
        using var connection = database.Connect();
        return connection.Rows(
            "SELECT step, epoch, loss, average, rate FROM losses WHERE job_id = $id ORDER BY step",
            reader => new LossPoint(reader.GetInt32(0), reader.GetInt32(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetDouble(4)), ("$id", id));
    }

    /// <summary>Forgets a job that is over; its files stay.</summary>
    public void Remove(long id)
    {
        using var connection = database.Connect();
        connection.Run("DELETE FROM jobs WHERE id = $id AND state NOT IN ('Queued', 'Running')", ("$id", id));
    }

    private void End(long id, JobState state, string message, DateTimeOffset ended)
    {
        using var connection = database.Connect();
        connection.Run("UPDATE jobs SET state = $state, message = $message, ended = $ended WHERE id = $id", ("$id", id), ("$state", state.ToString()), ("$message", message), ("$ended", ended.ToUnixTimeMilliseconds()));
    }

    private static void Insert(SqliteConnection connection, long id, JobResult result) => connection.Run(
        "INSERT OR REPLACE INTO job_results (job_id, number, kind, path, image_id, step, epoch) VALUES ($job, $number, $kind, $path, $image, $step, $epoch)",
        ("$job", id), ("$number", result.Number), ("$kind", result.Kind.ToString()), ("$path", result.Path), ("$image", result.ImageId), ("$step", result.Step), ("$epoch", result.Epoch));

    private static StoredJob Read(SqliteDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), Enum.Parse<JobState>(reader.GetString(5)), reader.TimeOrNull(6)!.Value.ToLocalTime())
    {
        StoppedBy = Enum.TryParse<JobRequest>(reader.TextOrNull(7), out var request) ? request : null,
        Message = reader.TextOrNull(8) ?? "",
        Attempts = reader.GetInt32(9),
        Continues = reader.NumberOrNull(10),
        Started = reader.TimeOrNull(11)?.ToLocalTime(),
        Ended = reader.TimeOrNull(12)?.ToLocalTime(),
    };

    // job_id, number, kind, path, image_id, step, epoch
    private static JobResult ReadResult(SqliteDataReader reader) => new(reader.GetInt32(1), Enum.Parse<JobResultKind>(reader.GetString(2)), reader.GetString(3))
    {
        ImageId = reader.NumberOrNull(4),
        Step = (int?)reader.NumberOrNull(5),
        Epoch = (int?)reader.NumberOrNull(6),
    };
}
