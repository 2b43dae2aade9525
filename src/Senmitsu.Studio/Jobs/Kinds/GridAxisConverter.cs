using System.Text.Json;
using System.Text.Json.Serialization;
using Senmitsu.Studio.Generation.Grids;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>An axis of a grid by the name of what varies: <c>{"axis":"x","type":"Steps","values":["10","20"]}</c>.</summary>
internal sealed class GridAxisConverter : JsonConverter<GridAxis>
{
    /// <inheritdoc/>
    public override GridAxis Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var axis = JsonSerializer.Deserialize<Written>(ref reader, options) ?? throw new JsonException("an axis is empty");
        return new(axis.Axis, GridAxisKinds.Find(axis.Type) ?? throw new JsonException($"there is no axis '{axis.Type}'"), axis.Values);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GridAxis value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Written(value.Letter, value.Kind.Name, value.Values), options);

    private sealed record Written(char Axis, string Type, IReadOnlyList<string> Values);
}
