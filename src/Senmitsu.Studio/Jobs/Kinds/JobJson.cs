using System.Text.Json;
using System.Text.Json.Serialization;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>How settings of jobs are written: enums by name, so that adding a value changes no old job; what a reader does not know is left out.</summary>
internal static class JobJson
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(), new GridAxisConverter() },
    };

    /// <summary>Settings as text.</summary>
    public static string Write<T>(T settings) => JsonSerializer.Serialize(settings, Layout);

    /// <summary>Settings from text.</summary>
    /// <exception cref="JsonException">The text is not of this kind.</exception>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Layout) ?? throw new JsonException("the settings are empty");
}
