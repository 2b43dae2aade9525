using System.Text.Json;
using Senmitsu.Formats.Files;
using Senmitsu.Formats.Kohya;

namespace Senmitsu.Studio.Models;

/// <summary>SHA-256 of model files, remembered by path, size and date, since hashing gigabytes takes seconds.</summary>
/// <param name="cachePath">Where they are remembered.</param>
public sealed class ModelHashes(string cachePath)
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>The file's SHA-256, 64 hex digits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="token">Stops the hashing.</param>
    public string Sha256(string path, CancellationToken token)
    {
        var file = new FileInfo(Path.GetFullPath(path));
        var known = Read();
        if (Find(known, file) is { } remembered) return remembered;

        var hash = ModelFileHashes.Sha256(file.FullName, token);
        known[file.FullName] = new Entry(file.Length, file.LastWriteTimeUtc.Ticks, hash);
        Write(known);
        return hash;
    }

    /// <summary>The file's SHA-256 if it is remembered and the file has not changed, else <see langword="null"/>.</summary>
    public string? Known(string path) => Find(Read(), new FileInfo(Path.GetFullPath(path)));

    private static string? Find(Dictionary<string, Entry> known, FileInfo file) =>
        known.TryGetValue(file.FullName, out var entry) && entry.Size == file.Length && entry.Written == file.LastWriteTimeUtc.Ticks ? entry.Sha256 : null;

    private Dictionary<string, Entry> Read()
    {
        try
        {
            return File.Exists(cachePath) ? JsonSerializer.Deserialize<Dictionary<string, Entry>>(File.ReadAllBytes(cachePath)) ?? [] : [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return []; // a damaged cache only costs time
        }
    }

    private void Write(Dictionary<string, Entry> entries)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(cachePath)!);
            AtomicFile.Write(cachePath, stream => JsonSerializer.Serialize(stream, entries, Layout));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The hash is right all the same; the next run computes it again.
        }
    }

    private sealed record Entry(long Size, long Written, string Sha256);
}
