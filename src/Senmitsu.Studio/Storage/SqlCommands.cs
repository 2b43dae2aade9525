using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Senmitsu.Studio.Storage;

/// <summary>Short forms of what is done with a connection. Values are always parameters, never part of the text.</summary>
internal static class SqlCommands
{
    /// <summary>Runs a statement.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The statement, with <c>$name</c> for values.</param>
    /// <param name="values">The values, by name with <c>$</c>.</param>
    /// <returns>Rows changed.</returns>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Create(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; null if there is none.</summary>
    /// <inheritdoc cref="Run" path="/param"/>
    public static object? Scalar(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Create(connection, sql, values);
        return command.ExecuteScalar() is var value && value is DBNull ? null : value;
    }

    /// <summary>The first value of the first row as a whole number.</summary>
    /// <inheritdoc cref="Run" path="/param"/>
    public static long Number(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Convert.ToInt64(connection.Scalar(sql, values), CultureInfo.InvariantCulture);

    /// <summary>Every row.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The statement, with <c>$name</c> for values.</param>
    /// <param name="read">Reads one row.</param>
    /// <param name="values">The values, by name with <c>$</c>.</param>
    public static List<T> Rows<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Create(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Does several things together or not at all.</summary>
    public static void Together(this SqliteConnection connection, Action work)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        work();
        transaction.Commit();
    }

    /// <summary>A column that may be empty, as text.</summary>
    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A column that may be empty, as a whole number.</summary>
    public static long? NumberOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>A column of milliseconds since 1970 that may be empty, as a time.</summary>
    public static DateTimeOffset? TimeOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    private static SqliteCommand Create(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
