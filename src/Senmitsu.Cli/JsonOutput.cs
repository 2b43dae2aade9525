using System.Text.Encodings.Web;
using System.Text.Json;

namespace Senmitsu.Cli;

/// <summary>How <c>--json</c> is written: one object a line, names in snake_case, Japanese readable.</summary>
internal static class JsonOutput
{
    /// <summary>The serializer's settings.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one object as one line.</summary>
    public static void WriteLine(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Options));
}
