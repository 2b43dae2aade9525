using System.Buffers.Binary;
using System.Text;

namespace Senmitsu.EndToEnd.Tests.Testing;

/// <summary>Reads TensorBoard's event files: TFRecord frames around Event messages (tensorflow/core/util/event.proto, framework/summary.proto).</summary>
internal static class TensorBoardCurves
{
    private const int LengthSize = 8, ChecksumSize = 4;

    /// <summary>The numbers of a folder's only event file, in order.</summary>
    public static List<(string Tag, long Step, float Value)> Read(string folder)
    {
        var bytes = File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder, "events.out.tfevents*", SearchOption.AllDirectories)));
        var points = new List<(string, long, float)>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            AddPoints(bytes.AsSpan(at + LengthSize + ChecksumSize, length), points);
            at += LengthSize + ChecksumSize + length + ChecksumSize;
        }

        return points;
    }

    private static void AddPoints(ReadOnlySpan<byte> happened, List<(string, long, float)> points)
    {
        const int Step = 2, Summary = 5, Value = 1, Tag = 1, Number = 2;
        var step = 0L;
        foreach (var (field, number, bytes) in Fields(happened))
        {
            if (field == Step) step = number;
            if (field != Summary) continue;
            foreach (var value in Fields(bytes).Where(value => value.Field == Value).Select(value => Fields(value.Bytes)))
                points.Add((Encoding.UTF8.GetString(value.First(part => part.Field == Tag).Bytes), step, BitConverter.Int32BitsToSingle((int)value.First(part => part.Field == Number).Number)));
        }
    }

    /// <summary>The fields of a Protocol Buffers message.</summary>
    private static List<(int Field, long Number, byte[] Bytes)> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new List<(int, long, byte[])>();
        while (message.Length > 0)
        {
            var key = Varint(ref message);
            var (number, length) = (key & 7) switch
            {
                0 => (Varint(ref message), 0),
                1 => (BinaryPrimitives.ReadInt64LittleEndian(message), 8),
                2 => (0, (int)Varint(ref message)),
                5 => (BinaryPrimitives.ReadInt32LittleEndian(message), 4),
                _ => throw new InvalidDataException($"wire type {key & 7} is unknown"),
            };
            fields.Add(((int)(key >> 3), number, message[..length].ToArray()));
            message = message[length..];
        }

        return fields;
    }

    private static long Varint(ref ReadOnlySpan<byte> message)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[0];
            message = message[1..];
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}
