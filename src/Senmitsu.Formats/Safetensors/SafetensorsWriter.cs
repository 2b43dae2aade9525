using System.Globalization;
using System.Text;
using Senmitsu.Formats.Files;

namespace Senmitsu.Formats.Safetensors;

/// <summary>Writes safetensors files with the layout of the reference library, byte for byte the same for the same content.</summary>
public static class SafetensorsWriter
{
    /// <summary>The header is padded with spaces so that the data area is aligned for every element type.</summary>
    private const int Alignment = 8;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a file that appears whole or not at all.</summary>
    /// <param name="path">The target; its folder exists. An existing file is replaced.</param>
    /// <param name="tensors">In any order; borrowed.</param>
    /// <param name="metadata">Free-form strings, or null for no <c>__metadata__</c>.</param>
    /// <param name="check">Reads the written file before it gets its name; if it throws, there is no file. Null for no check.</param>
    public static void Write(string path, IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata, Action<string>? check = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata), check);

    /// <summary>Writes the same bytes to a stream, for instance one that computes a hash.</summary>
    public static void Write(Stream stream, IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var ordered = Order(tensors);
        WriteHeader(stream, [.. ordered.Select(tensor => (new TensorOutline(tensor.Name, tensor.DataType, tensor.Shape), (long)tensor.Bytes.Length))], metadata);
        foreach (var tensor in ordered) stream.Write(tensor.Bytes.Span);
    }

    /// <summary>Writes a file whose tensors are made one after the other, so that no more than one is in memory. It appears whole or not at all.</summary>
    /// <param name="path">The target; its folder exists. An existing file is replaced.</param>
    /// <param name="outlines">Names, types and shapes, in any order.</param>
    /// <param name="metadata">Free-form strings, or null for no <c>__metadata__</c>.</param>
    /// <param name="bytes">Gives a tensor's bytes, as <see cref="TensorData.Bytes"/>; called once for each, in the order of the file.</param>
    public static void Write(string path, IReadOnlyList<TensorOutline> outlines, IReadOnlyDictionary<string, string>? metadata, Func<TensorOutline, ReadOnlyMemory<byte>> bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Write(path, outlines, metadata, (outline, stream) => stream.Write(bytes(outline).Span));
    }

    /// <summary>Writes a file whose tensors are written piece by piece, so that one may be larger than an array can be. It appears whole or not at all.</summary>
    /// <param name="path">The target; its folder exists. An existing file is replaced.</param>
    /// <param name="outlines">Names, types and shapes, in any order.</param>
    /// <param name="metadata">Free-form strings, or null for no <c>__metadata__</c>.</param>
    /// <param name="write">Writes a tensor's bytes, as <see cref="TensorData.Bytes"/>; called once for each, in the order of the file.</param>
    public static void Write(string path, IReadOnlyList<TensorOutline> outlines, IReadOnlyDictionary<string, string>? metadata, Action<TensorOutline, Stream> write)
    {
        ArgumentNullException.ThrowIfNull(outlines);
        ArgumentNullException.ThrowIfNull(write);
        var ordered = outlines.OrderBy(outline => outline.DataType.LayoutRank()).ThenBy(outline => outline.Name, StringComparer.Ordinal)
            .Select(outline => (Outline: outline, Size: TensorLayout.SizeInBytes(outline.DataType, outline.Shape) ?? throw new ArgumentException($"the size of tensor '{outline.Name}' cannot be counted", nameof(outlines))))
            .ToList();
        AtomicFile.Write(path, stream =>
        {
            WriteHeader(stream, ordered, metadata);
            foreach (var (outline, size) in ordered)
            {
                var start = stream.Position;
                write(outline, stream);
                if (stream.Position - start != size) throw new InvalidOperationException($"tensor '{outline.Name}' has {stream.Position - start} bytes, announced were {size}");
            }
        });
    }

    /// <summary>The tensors in the order of the data area: wide types first, then by name.</summary>
    internal static List<TensorData> Order(IReadOnlyList<TensorData> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            if (tensor.Name == SafetensorsHeader.MetadataKey)
                throw new ArgumentException($"'{tensor.Name}' is reserved and cannot name a tensor", nameof(tensors));
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"tensor '{tensor.Name}' is given twice", nameof(tensors));
            if (TensorLayout.SizeInBytes(tensor.DataType, tensor.Shape) != tensor.Bytes.Length)
                throw new ArgumentException($"tensor '{tensor.Name}' is {tensor.DataType.FormatName()} [{string.Join(", ", tensor.Shape)}] but {tensor.Bytes.Length} bytes are given", nameof(tensors));
        }

        return [.. tensors.OrderBy(tensor => tensor.DataType.LayoutRank()).ThenBy(tensor => tensor.Name, StringComparer.Ordinal)];
    }

    private static void WriteHeader(Stream stream, List<(TensorOutline Outline, long Size)> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var header = Header(tensors, metadata);
        Span<byte> length = stackalloc byte[SafetensorsHeader.LengthSizeInBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
    }

    private static byte[] Header(List<(TensorOutline Outline, long Size)> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var json = new StringBuilder("{");
        if (metadata is not null)
        {
            json.Append("\"" + SafetensorsHeader.MetadataKey + "\":{");
            foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                AppendString(json, key).Append(':');
                AppendString(json, value).Append(',');
            }

            CloseList(json, '}').Append(',');
        }

        var offset = 0L;
        foreach (var (tensor, size) in tensors)
        {
            var end = offset + size;
            AppendString(json, tensor.Name)
                .Append(CultureInfo.InvariantCulture, $":{{\"dtype\":\"{tensor.DataType.FormatName()}\",\"shape\":[")
                .AppendJoin(',', tensor.Shape)
                .Append(CultureInfo.InvariantCulture, $"],\"data_offsets\":[{offset},{end}]}},");
            offset = end;
        }

        CloseList(json, '}');
        return Pad(StrictUtf8.GetBytes(json.ToString()));
    }

    private static StringBuilder CloseList(StringBuilder json, char bracket)
    {
        if (json[^1] == ',') json.Length--;
        return json.Append(bracket);
    }

    /// <summary>
    /// The escapes of the reference library's JSON writer and no others: hashes of whole files depend on the header's length.
    /// </summary>
    private static StringBuilder AppendString(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        return json.Append('"');
    }

    private static byte[] Pad(byte[] json)
    {
        var padded = new byte[(json.Length + Alignment - 1) / Alignment * Alignment];
        json.CopyTo(padded, 0);
        padded.AsSpan(json.Length).Fill((byte)' ');
        return padded.Length <= SafetensorsHeader.MaxHeaderSizeInBytes
            ? padded
            : throw new ArgumentException($"the header would have {padded.Length} bytes, at most {SafetensorsHeader.MaxHeaderSizeInBytes} are allowed: shorten the metadata");
    }
}
