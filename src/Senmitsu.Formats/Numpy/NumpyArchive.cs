using System.IO.Compression;

namespace Senmitsu.Formats.Numpy;

/// <summary>The arrays of a <c>.npz</c> file: a ZIP archive with one <c>.npy</c> file each.</summary>
public static class NumpyArchive
{
    /// <summary>What stands before the numbers, and the largest of these.</summary>
    private const long MaxHeaderBytes = 1 << 16, MaxNumberBytes = 8;

    private const string Extension = ".npy";

    /// <summary>Reads arrays. Others in the file are not touched: a small file may unfold to any size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">Those wanted, without ".npy"; they need not be there.</param>
    /// <param name="maxElements">Most numbers of one.</param>
    /// <returns>By name, without ".npy".</returns>
    /// <exception cref="NumpyException">The file is no such archive, is damaged or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, NumpyArray> Read(string path, IReadOnlyCollection<string> names, long maxElements)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(names);
        var maxBytes = Math.Min(maxElements * MaxNumberBytes + MaxHeaderBytes, Array.MaxLength);
        var arrays = new Dictionary<string, NumpyArray>(StringComparer.Ordinal);
        try
        {
            using var archive = ZipFile.OpenRead(path);
            foreach (var name in names)
            {
                if (archive.GetEntry(name + Extension) is not { } entry) continue;
                if (entry.Length > maxBytes) throw new NumpyException(path, $"'{entry.FullName}' has {entry.Length} bytes, more than the {maxBytes} that are read");
                var content = new byte[entry.Length];
                using var stream = entry.Open();
                stream.ReadExactly(content);
                arrays[name] = NumpyArray.Parse(content, path);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new NumpyException(path, $"is no archive of NumPy arrays or is damaged: {e.Message}", e);
        }

        return arrays;
    }
}
