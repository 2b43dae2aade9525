using System.Text.Json;
using Senmitsu.Generation.Settings;
using Senmitsu.Training.Settings;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Studio.Jobs.Kinds;

/// <summary>Training settings as sd-scripts' arguments and our own, in JSON: <c>{"learning_rate":0.0001,"train_data_dir":"…"}</c>.</summary>
internal static class TrainingJson
{
    /// <summary>Settings as text.</summary>
    public static string Write(TrainingSettings settings) => JsonSerializer.Serialize(KohyaMapping.ToArguments(settings, withOurs: true).ToDictionary());

    /// <summary>Settings from text.</summary>
    /// <exception cref="JsonException">The text holds no settings that can be used.</exception>
    public static TrainingSettings Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("training settings are an object of arguments");
        var arguments = document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => Plain(property.Value), StringComparer.Ordinal);
        try
        {
            return KohyaMapping.ToSettings(arguments).SettingsOrThrow();
        }
        catch (InvalidSettingsException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
        _ => null,
    };
}
