using System.Buffers.Binary;
using System.Text;

namespace Senmitsu.Formats.Pickle;

/// <summary>
/// Where the entries of a zip archive lie (PKWARE APPNOTE 6.3, §4.3). Only stored entries are useful here: torch compresses nothing, so that tensors can be mapped.
/// </summary>
internal static class ZipDirectory
{
    private const int EndSize = 22, LongestComment = 0xFFFF, LocatorSize = 20, Zip64EndSize = 56, EntrySize = 46, LocalSize = 30;
    private const uint EndMark = 0x06054B50, LocatorMark = 0x07064B50, Zip64EndMark = 0x06064B50, EntryMark = 0x02014B50, LocalMark = 0x04034B50;
    private const ushort Zip64Field = 1, Stored = 0;

    /// <summary>Most bytes of a directory; one of a Stable Diffusion checkpoint has about 100 KB.</summary>
    private const long MaxSizeInBytes = 1 << 26;

    /// <summary>Stored entries by name: first byte and size. Compressed ones are refused when they are asked for, by not being here.</summary>
    /// <exception cref="PickleException">There is no sound directory.</exception>
    public static Dictionary<string, (long Offset, long Size)> Read(FileStream stream, string path)
    {
        var (start, size) = Locate(stream, path);
        if (size > MaxSizeInBytes || start < 0 || size < 0 || start > stream.Length - size) throw Damaged(path, "its directory lies outside the file");
        var directory = ReadAt(stream, start, (int)size, path);
        var entries = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        for (var at = 0; at < directory.Length;)
        {
            if (directory.Length - at < EntrySize || Number32(directory, at) != EntryMark) throw Damaged(path, "an entry of its directory is none");
            int nameLength = Number16(directory, at + 28), extraLength = Number16(directory, at + 30), commentLength = Number16(directory, at + 32);
            if (directory.Length - at < EntrySize + nameLength + extraLength + commentLength) throw Damaged(path, "an entry of its directory is cut off");
            var name = Encoding.UTF8.GetString(directory, at + EntrySize, nameLength);
            var (compressed, full, local) = Sizes(directory, at, at + EntrySize + nameLength, extraLength, path);
            if (Number16(directory, at + 10) == Stored && compressed == full) entries[name] = (DataOffset(stream, local, full, path), full);
            at += EntrySize + nameLength + extraLength + commentLength;
        }

        return entries;
    }

    private static (long Start, long Size) Locate(FileStream stream, string path)
    {
        var length = (int)Math.Min(stream.Length, EndSize + LongestComment + LocatorSize);
        var tail = ReadAt(stream, stream.Length - length, length, path);
        for (var at = length - EndSize; at >= 0; at--)
        {
            if (Number32(tail, at) != EndMark) continue;
            long size = Number32(tail, at + 12), start = Number32(tail, at + 16);
            if (at < LocatorSize || Number32(tail, at - LocatorSize) != LocatorMark) return (start, size);
            var end = ReadAt(stream, (long)Number64(tail, at - LocatorSize + 8), Zip64EndSize, path);
            if (Number32(end, 0) != Zip64EndMark) throw Damaged(path, "the large form of its directory is missing");
            return ((long)Number64(end, 48), (long)Number64(end, 40));
        }

        throw Damaged(path, "it has no directory");
    }

    /// <summary>Sizes and place; those that do not fit 32 bits stand in an extra field, in this order.</summary>
    private static (long Compressed, long Full, long Local) Sizes(byte[] directory, int at, int extra, int extraLength, string path)
    {
        long compressed = Number32(directory, at + 20), full = Number32(directory, at + 24), local = Number32(directory, at + 42);
        for (var field = extra; field + 4 <= extra + extraLength;)
        {
            int id = Number16(directory, field), length = Number16(directory, field + 2), end = field + 4 + length;
            if (end > extra + extraLength) throw Damaged(path, "an extra field is cut off");
            if (id == Zip64Field)
            {
                var next = field + 4;
                Take(ref full, ref next, end);
                Take(ref compressed, ref next, end);
                Take(ref local, ref next, end);
            }

            field = end;
        }

        return (compressed, full, local);

        void Take(ref long value, ref int next, int end)
        {
            if (value != uint.MaxValue || next + 8 > end) return;
            value = (long)Number64(directory, next);
            next += 8;
        }
    }

    private static long DataOffset(FileStream stream, long local, long size, string path)
    {
        var header = ReadAt(stream, local, LocalSize, path);
        if (Number32(header, 0) != LocalMark) throw Damaged(path, "an entry is not where its directory says");
        var offset = local + LocalSize + Number16(header, 26) + Number16(header, 28);
        return size >= 0 && offset <= stream.Length - size ? offset : throw Damaged(path, "an entry ends outside the file");
    }

    private static byte[] ReadAt(FileStream stream, long offset, int count, string path)
    {
        if (offset < 0 || offset > stream.Length - count) throw Damaged(path, "a part lies outside the file");
        var bytes = new byte[count];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static ushort Number16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint Number32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static ulong Number64(byte[] bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));

    private static PickleException Damaged(string path, string what) => new(PickleFault.NotAnArchive, path, $"it begins as a zip archive, but {what}. It is cut off or damaged: get it again.");
}
