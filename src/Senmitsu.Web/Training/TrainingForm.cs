using System.Globalization;
using Senmitsu.Formats.Kohya;
using Senmitsu.Studio.Models;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Web.Training;

/// <summary>What stands in the fields of the training page, under kohya_ss' keys: its settings file and these fields are the same thing.</summary>
public sealed class TrainingForm
{
    /// <summary>Where paths belong, or could stand: no page gives one, the studio fills in those it knows.</summary>
    private static readonly string[] Paths =
    [
        "pretrained_model_name_or_path", "train_data_dir", "reg_data_dir", "output_dir", "logging_dir", "dataset_config", "vae", "network_weights", "resume", "log_tracker_config", "additional_parameters",
    ];

    private readonly SortedDictionary<string, object> _values = new(KohyaGuiKeys.Defaults.ToDictionary(), StringComparer.Ordinal);

    /// <summary>Fields with a beginner's defaults: kohya_ss' own, but the epochs count, and the optimizer needs no particular card.</summary>
    public TrainingForm()
    {
        _values["max_train_steps"] = 0L;
        _values["optimizer"] = "AdamW";
        _values["mixed_precision"] = "bf16";
        _values["output_name"] = "my_lora";
        TrainingPreset.Standard.Apply(this, NativeSize.Usual);
    }

    /// <summary>Name of the LoRA.</summary>
    public string Name
    {
        get => Text("output_name");
        set => _values["output_name"] = value;
    }

    /// <summary>A value as text.</summary>
    public string Text(string key) => Convert.ToString(_values.GetValueOrDefault(key), CultureInfo.InvariantCulture) ?? "";

    /// <summary>A yes or no.</summary>
    public bool Flag(string key) => _values.GetValueOrDefault(key) is true;

    /// <summary>A number; 0 where there is none.</summary>
    public double Number(string key) => _values.GetValueOrDefault(key) switch
    {
        long whole => whole,
        double real => real,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
        _ => 0,
    };

    /// <summary>Changes a value: bool, long, double or string.</summary>
    public void Set(string key, object value) => _values[key] = value is double real && KohyaGuiKeys.Defaults[key] is long && real == Math.Truncate(real) ? (long)real : value;

    /// <summary>Takes up a settings file of kohya_ss; fields that it does not have stay as they are.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="KohyaConfigException">It is no such file.</exception>
    public void Load(string json, string source)
    {
        foreach (var (key, value) in KohyaJsonFile.Parse(json, source).Values)
        {
            if (value.Raw is bool or long or double or string) _values[key] = value.Raw;
        }
    }

    /// <summary>The fields as kohya_ss' settings file.</summary>
    public string Save() => KohyaJsonFile.Format(Config(_values));

    /// <summary>The fields with the places that the studio gives.</summary>
    /// <param name="model">The checkpoint.</param>
    /// <param name="pictures">The image folder.</param>
    /// <param name="output">Where the run's files go.</param>
    public KohyaConfig ToConfig(string model, string pictures, string output)
    {
        var values = new SortedDictionary<string, object>(_values, StringComparer.Ordinal);
        foreach (var key in Paths) values[key] = "";
        values["pretrained_model_name_or_path"] = model;
        values["train_data_dir"] = pictures;
        values["output_dir"] = output;
        values["logging_dir"] = Path.Combine(output, "log");
        return Config(values);
    }

    private static KohyaConfig Config(IEnumerable<KeyValuePair<string, object>> values)
    {
        var config = new KohyaConfig();
        foreach (var (key, value) in values)
        {
            config.Values[key] = value switch
            {
                bool flag => KohyaValue.Of(flag),
                long whole => KohyaValue.Of(whole),
                double real => KohyaValue.Of(real),
                _ => KohyaValue.Of((string)value),
            };
        }

        return config;
    }
}
