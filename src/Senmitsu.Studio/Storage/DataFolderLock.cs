namespace Senmitsu.Studio.Storage;

/// <summary>Keeps a second program from running the jobs of the same data folder. Owns the lock until disposed; it also ends with the process.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">The data folder; made if absent.</param>
    /// <exception cref="UserErrorException">Another program has it, or the folder cannot be written to.</exception>
    public static DataFolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new(new FileStream(Path.Combine(folder, "senmitsu.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new UserErrorException($"the data folder {folder} is in use by another Senmitsu ({e.Message}). Use that one, end it, or choose another folder with --data.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UserErrorException($"the data folder {folder} cannot be written to: {e.Message}. Choose another folder with --data.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
