using System.IO.Compression;

namespace Senmitsu.Formats.Numpy;

/// <summary>The arrays of a <c>.npz</c> file: a ZIP archive with one <c>.npy</c> file each.</summary>
public static class NumpyArchive
{
    private const int MaxEntryBytes = 256 * 1024 * 1024;
    private const string Extension = ".npy";

    /// <summary>Reads all arrays.</summary>
    /// <param name="path">The file.</param>
    /// <returns>By name, without ".npy".</returns>
    /// <exception cref="NumpyException">The file is no such archive, is damaged or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, NumpyArray> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var arrays = new Dictionary<string, NumpyArray>(StringComparer.Ordinal);
        try
        {
            using var archive = ZipFile.OpenRead(path);
            foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(Extension, StringComparison.Ordinal)))
            {
                if (entry.Length > MaxEntryBytes) throw new NumpyException(path, $"'{entry.FullName}' has {entry.Length} bytes, more than the {MaxEntryBytes} that are read");
                var content = new byte[entry.Length];
                using var stream = entry.Open();
                stream.ReadExactly(content);
                arrays[entry.FullName[..^Extension.Length]] = NumpyArray.Parse(content, path);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new NumpyException(path, $"is no archive of NumPy arrays or is damaged: {e.Message}", e);
        }

        return arrays;
    }
}
