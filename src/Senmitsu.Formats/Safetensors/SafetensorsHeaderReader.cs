using System.Text.Json;
using System.Text.Unicode;

namespace Senmitsu.Formats.Safetensors;

/// <summary>
/// Reads the JSON of a header entry by entry, e.g.
/// <c>{"__metadata__":{"format":"pt"},"conv_in.bias":{"dtype":"F16","shape":[32],"data_offsets":[0,64]}}</c>.
/// </summary>
internal static class SafetensorsHeaderReader
{
    /// <summary>Most dimensions of a tensor: the limit of the libraries that will hold it.</summary>
    private const int MaxDimensions = 64;

    /// <summary>An entry needs 3 levels; the rest is slack for fields of later versions of the format, which are skipped.</summary>
    private const int MaxDepth = 16;

    public static (List<TensorInfo> Tensors, Dictionary<string, string> Metadata) Read(ReadOnlySpan<byte> header, string path)
    {
        if (header.IsEmpty || header[0] != (byte)'{')
            throw NotJson(path, "the header does not begin with '{'");
        if (!Utf8.IsValid(header))
            throw NotJson(path, "the header is not UTF-8");

        try
        {
            return ReadEntries(header, path);
        }
        catch (JsonException e)
        {
            throw NotJson(path, $"the header is not JSON ({e.Message})", e);
        }
        catch (InvalidOperationException e)
        {
            // Utf8JsonReader finds half a surrogate pair, as in "\ud800", only when the string is taken out.
            throw NotJson(path, "the header holds a string that is not Unicode", e);
        }
    }

    private static (List<TensorInfo> Tensors, Dictionary<string, string> Metadata) ReadEntries(ReadOnlySpan<byte> header, string path)
    {
        var reader = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = MaxDepth });
        var names = new HashSet<string>(StringComparer.Ordinal);
        var tensors = new List<TensorInfo>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);

        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
                throw new SafetensorsException(SafetensorsFault.DuplicateName, path, name, $"'{name}' is listed twice, so its data is ambiguous. Get the file again from its author.");

            reader.Read();
            if (name == SafetensorsHeader.MetadataKey)
                ReadMetadata(ref reader, metadata, path);
            else
                tensors.Add(ReadTensor(ref reader, name, path));
        }

        // Whatever follows the object, other than padding, is an error the reader raises here.
        while (reader.Read())
        {
        }

        return (tensors, metadata);
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata, string path)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new SafetensorsException(SafetensorsFault.InvalidMetadata, path, null, $"__metadata__ is {Describe(reader.TokenType)}, expected an object of strings.");

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            metadata[key] = reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : throw new SafetensorsException(SafetensorsFault.InvalidMetadata, path, null, $"__metadata__ '{key}' is {Describe(reader.TokenType)}, expected a string.");
        }
    }

    private static TensorInfo ReadTensor(ref Utf8JsonReader reader, string name, string path)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw InvalidEntry(name, path, $"is {Describe(reader.TokenType)}, expected an object");

        TensorDataType? type = null;
        long[]? shape = null;
        (long Begin, long End)? offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "dtype":
                    type = ReadType(ref reader, name, path);
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, MaxDimensions)
                        ?? throw new SafetensorsException(SafetensorsFault.InvalidShape, path, name, $"tensor '{name}' has no valid shape, expected a list of at most {MaxDimensions} non-negative integers.");
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader, 2) is [var begin, var end] && begin <= end
                        ? (begin, end)
                        : throw new SafetensorsException(SafetensorsFault.InvalidOffsets, path, name, $"tensor '{name}' has no valid data_offsets, expected [begin, end] with 0 ≤ begin ≤ end.");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (type is null) throw InvalidEntry(name, path, "has no dtype");
        if (shape is null) throw InvalidEntry(name, path, "has no shape");
        if (offsets is null) throw InvalidEntry(name, path, "has no data_offsets");
        return TensorLayout.Describe(name, type.Value, shape, offsets.Value.Begin, offsets.Value.End, path);
    }

    private static TensorDataType ReadType(ref Utf8JsonReader reader, string name, string path)
    {
        if (reader.TokenType != JsonTokenType.String) throw InvalidEntry(name, path, "has a dtype that is no string");
        var typeName = reader.GetString()!;
        return TensorDataTypes.TryFromFormatName(typeName, out var type)
            ? type
            : throw new SafetensorsException(SafetensorsFault.UnknownDataType, path, name, $"tensor '{name}' has dtype '{typeName}', expected one of {string.Join(' ', TensorDataTypes.Names)}. Convert the file to F16 or F32.");
    }

    /// <summary>A list of at most <paramref name="limit"/> non-negative integers, or null when the value is anything else.</summary>
    private static long[]? ReadNumbers(ref Utf8JsonReader reader, int limit)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return null;
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0 || numbers.Count == limit) return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a boolean",
    };

    private static SafetensorsException InvalidEntry(string name, string path, string problem) =>
        new(SafetensorsFault.InvalidTensorEntry, path, name, $"tensor '{name}' {problem}. The file was written by a faulty program.");

    private static SafetensorsException NotJson(string path, string problem, Exception? inner = null) =>
        new(SafetensorsFault.HeaderNotJson, path, null, $"{problem}. This is not a safetensors file, or it is damaged.", inner);
}
