using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Senmitsu.Formats.Numpy;

/// <summary>An array from a <c>.npy</c> file (NumPy Enhancement Proposal 1), as numbers of single precision.</summary>
/// <param name="Shape">Sizes of its dimensions; empty for one number.</param>
/// <param name="Values">Row-major, the last dimension fastest.</param>
public sealed partial record NumpyArray(IReadOnlyList<int> Shape, float[] Values)
{
    private const int MaxElements = 1 << 28;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the content of a <c>.npy</c> file.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="NumpyException">The content is no array, is cut off, or holds something else than little-endian numbers in row-major order.</exception>
    public static NumpyArray Parse(ReadOnlySpan<byte> content, string path)
    {
        if (content.Length < 12 || !content.StartsWith(Magic)) throw new NumpyException(path, "is no NumPy array: it does not begin with its mark");
        bool isLong = content[6] >= 2;
        long headerLength = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(content[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(content[8..]);
        int start = isLong ? 12 : 10;
        if (headerLength > content.Length - start) throw new NumpyException(path, "ends within its header");
        var header = Encoding.ASCII.GetString(content.Slice(start, (int)headerLength));

        // {'descr': '<f4', 'fortran_order': False, 'shape': (4, 64, 64), }
        var match = Header().Match(header);
        if (!match.Success) throw new NumpyException(path, $"has a header that is not understood: {header.Trim()}");
        if (match.Groups["fortran"].Value == "True") throw new NumpyException(path, "stores columns first; only row-major arrays are read");
        var shape = Shapes(match.Groups["shape"].Value, path);
        long count = shape.Aggregate(1L, (product, side) => checked(product * side));
        var data = content[(start + (int)headerLength)..];
        var (size, read) = Numbers(match.Groups["type"].Value, path);
        if (data.Length != count * size) throw new NumpyException(path, $"has {data.Length} bytes of numbers, its header asks for {count * size}");
        var values = new float[count];
        for (int i = 0; i < values.Length; i++) values[i] = read(data.Slice(i * size, size));
        return new NumpyArray(shape, values);
    }

    private static int[] Shapes(string text, string path)
    {
        var sides = new List<int>();
        long count = 1;
        foreach (var side in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || (count *= Math.Max(value, 1)) > MaxElements)
                throw new NumpyException(path, $"has a shape that is too large: ({text})");
            sides.Add(value);
        }

        return [.. sides];
    }

    private static (int Size, ReadNumber Read) Numbers(string type, string path) => type switch
    {
        "<f2" => (2, bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        "<f4" => (4, BinaryPrimitives.ReadSingleLittleEndian),
        "<f8" => (8, bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        "<i4" => (4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        "<i8" => (8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        "|u1" => (1, bytes => bytes[0]),
        _ => throw new NumpyException(path, $"holds numbers of type {type}; little-endian numbers are read"),
    };

    [GeneratedRegex(@"^\{\s*'descr':\s*'(?<type>[^']{2,8})',\s*'fortran_order':\s*(?<fortran>True|False),\s*'shape':\s*\((?<shape>[0-9, ]*)\),?\s*\}\s*$")]
    private static partial Regex Header();

    private delegate float ReadNumber(ReadOnlySpan<byte> bytes);
}
