namespace Senmitsu.Formats.Files;

/// <summary>Writes files that appear whole or not at all, whatever fails in between.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Lets <paramref name="write"/> fill a hidden file beside the target, flushes it to the disk, then renames it over
    /// the target. On any failure the target is as it was and the hidden file is gone.
    /// </summary>
    /// <param name="path">The target; its folder exists. An existing file is replaced.</param>
    /// <param name="write">Fills the stream; it must not keep it.</param>
    /// <param name="check">Given the hidden file when it is complete; if it throws, the target stays as it was. Null for no check.</param>
    /// <exception cref="IOException">The disk is full or fails; the message names the target.</exception>
    public static void Write(string path, Action<Stream> write, Action<string>? check = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"'{target}' cannot be written: its folder does not exist");

        // A short name of its own: the target's name may already be as long as the file system allows.
        var temporary = Path.Combine(folder, $".senmitsu-{Path.GetRandomFileName()}");
        var renamed = false;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            check?.Invoke(temporary);
            File.Move(temporary, target, overwrite: true);
            renamed = true;
        }
        catch (IOException e) when (!e.Message.Contains(target, StringComparison.Ordinal))
        {
            throw new IOException($"'{target}' could not be written: {e.Message}", e) { HResult = e.HResult };
        }
        finally
        {
            if (!renamed) DeleteQuietly(temporary);
        }
    }

    /// <summary>The failure that led here is the one to report, not a second one from tidying up after it.</summary>
    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
