using System.Text.Json;
using System.Text.Json.Nodes;
using Senmitsu.Formats.Files;
using Senmitsu.Numerics;

namespace Senmitsu.Studio.Settings;

/// <summary>
/// <c>config.json</c> of the data folder: the settings, kept from one start to the next. It may be one of AUTOMATIC1111: keys that are unknown here stay in it.
/// Safe to use from any thread.
/// </summary>
/// <param name="path">The file; made on the first change.</param>
public sealed class StudioSettingsFile(string path)
{
    private const long MaxBytes = 4 << 20;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    private readonly Lock _lock = new();
    private StudioSettings? _current;

    /// <summary>Raised after every change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>The settings now.</summary>
    public StudioSettings Current
    {
        get
        {
            lock (_lock) return _current ??= Read(Load() ?? []);
        }
    }

    /// <summary>Changes the settings and keeps them.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public void Change(Func<StudioSettings, StudioSettings> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            var settings = change(Current);
            var json = Load();
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (json is null) File.Copy(path, path + ".bak", overwrite: true);
                Put(json ??= [], settings);
                AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, json, Layout));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UserErrorException($"the settings cannot be kept in {path}: {e.Message} Free some space, or choose another folder with --data.", e);
            }

            _current = settings;
        }

        Changed?.Invoke();
    }

    /// <returns>Empty without a file; <see langword="null"/> for one that an editor has damaged: the defaults are right until it is written anew, and a copy is kept then.</returns>
    private JsonObject? Load()
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) return [];
            if (file.Length > MaxBytes) return null;
            ReadOnlySpan<byte> json = File.ReadAllBytes(path);
            if (json.StartsWith(ByteOrderMark)) json = json[ByteOrderMark.Length..];
            return JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static StudioSettings Read(JsonObject json)
    {
        var usual = new StudioSettings();
        return new StudioSettings
        {
            Checkpoint = Text("sd_model_checkpoint") is { Length: > 0 } checkpoint ? checkpoint : null,
            Vae = Text("sd_vae") is { Length: > 0 } vae ? vae : usual.Vae,
            ClipSkip = Number("CLIP_stop_at_last_layers") is { } skip and >= 1 and <= 12 ? skip : usual.ClipSkip,
            PreviewEveryNSteps = json["live_previews_enable"]?.GetValueKind() == JsonValueKind.False ? 0 : Number("senmitsu_preview_every_n_steps") ?? usual.PreviewEveryNSteps,
            MakesGrid = json["grid_save"]?.GetValueKind() != JsonValueKind.False,
            Device = Text("senmitsu_device") ?? usual.Device,
            Precision = Enum.TryParse<Precision>(Text("senmitsu_precision"), out var precision) ? precision : usual.Precision,
        };

        string? Text(string key) => json[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

        int? Number(string key) => json[key] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
    }

    private static void Put(JsonObject json, StudioSettings settings)
    {
        json["sd_model_checkpoint"] = settings.Checkpoint;
        json["sd_vae"] = settings.Vae;
        json["CLIP_stop_at_last_layers"] = settings.ClipSkip;
        json["live_previews_enable"] = settings.PreviewEveryNSteps > 0;
        json["senmitsu_preview_every_n_steps"] = settings.PreviewEveryNSteps;
        json["grid_save"] = settings.MakesGrid;
        json["senmitsu_device"] = settings.Device;
        json["senmitsu_precision"] = settings.Precision.ToString();
    }
}
