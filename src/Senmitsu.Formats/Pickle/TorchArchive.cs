using System.Numerics;
using Senmitsu.Formats.Safetensors;

namespace Senmitsu.Formats.Pickle;

/// <summary>What a file of <c>torch.save</c> holds: the object, and where its storages lie.</summary>
/// <param name="Content">The object that was saved.</param>
/// <param name="Storages">By key: first byte in the file and size.</param>
internal sealed record TorchArchive(object? Content, IReadOnlyDictionary<string, (long Offset, long Size)> Storages)
{
    /// <summary>Longest pickle that is read; one of a Stable Diffusion checkpoint has about 300 KB.</summary>
    private const long MaxPickleSize = 1 << 26;

    private const string PickleName = "data.pkl";

    /// <summary>torch/serialization.py, MAGIC_NUMBER, of the format before version 1.6.</summary>
    private static readonly BigInteger LegacyMark = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A zip archive: <c>NAME/data.pkl</c> and <c>NAME/data/KEY</c>.</summary>
    public static TorchArchive ReadZip(FileStream stream, string path)
    {
        var entries = ZipDirectory.Read(stream, path);
        var pickle = entries.Keys.FirstOrDefault(name => name.EndsWith("/" + PickleName, StringComparison.Ordinal) || name == PickleName)
            ?? throw new PickleException(PickleFault.NotAnArchive, path, $"it is a zip archive without an uncompressed {PickleName}. It is not a file of torch.save; if models are packed inside, unpack them.");
        var (offset, size) = entries[pickle];
        var content = new PickleReader(Load(stream, offset, size, path), path).Read();
        var folder = pickle[..^PickleName.Length] + "data/";
        return new TorchArchive(content, entries.Where(entry => entry.Key.StartsWith(folder, StringComparison.Ordinal)).ToDictionary(entry => entry.Key[folder.Length..], entry => entry.Value, StringComparer.Ordinal));
    }

    /// <summary>The older format: pickles of a mark, a version, the machine, the object and the storages' keys, then each storage behind its count.</summary>
    public static TorchArchive ReadLegacy(FileStream stream, string path)
    {
        var reader = new PickleReader(Load(stream, 0, Math.Min(stream.Length, MaxPickleSize), path), path);
        if (reader.Read() is not BigInteger mark || mark != LegacyMark) throw new PickleException(PickleFault.NotAnArchive, path, "it is a pickle, but not one of torch.save. Get the model as .safetensors.");
        reader.Read();
        reader.Read();
        var content = reader.Read();
        if (reader.Read() is not List<object?> keys) throw new PickleException(PickleFault.Malformed, path, "the list of its storages is missing. The file is damaged: get it again.");
        return new TorchArchive(content, LegacyStorages(stream, reader.Position, keys, reader.Storages, path));
    }

    private static Dictionary<string, (long, long)> LegacyStorages(FileStream stream, long at, List<object?> keys, IReadOnlyDictionary<string, PickleStorage> described, string path)
    {
        var storages = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        var field = new byte[sizeof(long)];
        foreach (var key in keys)
        {
            stream.Position = at;
            if (key is not string name || stream.ReadAtLeast(field, field.Length, throwOnEndOfStream: false) < field.Length) throw Cut(path);
            var count = BitConverter.ToInt64(field);
            long elementSize = described.GetValueOrDefault(name)?.DataType?.SizeInBytes() ?? 1; // without a type they are counted in bytes
            at += sizeof(long);
            if (count < 0 || count > (stream.Length - at) / elementSize) throw Cut(path);
            storages[name] = (at, count * elementSize);
            at += count * elementSize;
        }

        return storages;
    }

    private static byte[] Load(FileStream stream, long offset, long size, string path)
    {
        if (size > MaxPickleSize) throw new PickleException(PickleFault.TooLarge, path, $"its pickle has {size} bytes, at most {MaxPickleSize} are read. It is no file of weights.");
        var bytes = new byte[size];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static PickleException Cut(string path) => new(PickleFault.Truncated, path, "a storage ends outside the file. The file is cut off: get it again.");
}
