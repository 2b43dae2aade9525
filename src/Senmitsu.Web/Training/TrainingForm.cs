using System.Collections.Frozen;
using System.Globalization;
using Senmitsu.Formats.Kohya;
using Senmitsu.Generation.Settings;
using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Models;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Web.Training;

/// <summary>What stands in the fields of the training page, under kohya_ss' keys: its settings file and these fields are the same thing.</summary>
public sealed class TrainingForm
{
    private const string Additional = "additional_parameters", CaptionExtension = "caption_extension";

    /// <summary>Values that the studio gives: where paths belong, and how the files with its captions end.</summary>
    private static readonly string[] Given = ["pretrained_model_name_or_path", "train_data_dir", "reg_data_dir", "output_dir", "logging_dir", CaptionExtension];

    /// <summary>May name places elsewhere, and do not here.</summary>
    private static readonly string[] Taken = ["output_name", "sample_prompts"];

    /// <summary>What ends a run of sd-scripts without a file of prompts, or without logging_dir.</summary>
    private static readonly string[] NeedsPlace = ["sample_every_n_epochs", "sample_every_n_steps", "sample_at_first", "log_with"];

    private static readonly FrozenSet<string> Shown = TrainingSections.All.SelectMany(section => section.Fields).Select(field => field.Key).Append("output_name").ToFrozenSet(StringComparer.Ordinal);
    private static readonly TrainingForm Usual = new();

    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>Fields with a beginner's defaults.</summary>
    public TrainingForm() => ResetAll("my_lora");

    /// <summary>Values that are in effect and stand in no field, such as those that a file brought along; each as its key and its text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Unseen =>
    [
        .. _values.Keys.Where(key => !Shown.Contains(key) && !IsPlace(key) && KohyaGuiMapping.HasEffect(key, Text("LoRA_type")))
            .Select(key => KeyValuePair.Create(key, Text(key))).Where(pair => Usual._values.ContainsKey(pair.Key) ? pair.Value != Usual.Text(pair.Key) : pair.Value is not ("" or "0" or "False")),
    ];

    /// <summary>Words of the additional parameters that are not used: those that may name files, and those that are not understood.</summary>
    public IReadOnlyList<string> LeftOut
    {
        get
        {
            KohyaPlaces.Without(Text(Additional), out var left);
            return left;
        }
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

    /// <summary>How long a training takes, before the pictures are sorted by size.</summary>
    /// <param name="pictures">Pictures.</param>
    /// <param name="repeats">How often each is used in an epoch.</param>
    public (int Epochs, int Steps) Length(int pictures, int repeats)
    {
        var each = DivideUp(DivideUp((long)pictures * repeats, AtLeast1("train_batch_size")), AtLeast1("gradient_accumulation_steps"));
        if (Number("max_train_epochs") is > 0 and var most) return (Whole(most), Whole((double)Whole(most) * each));
        return Number("max_train_steps") is > 0 and var steps ? (Whole(DivideUp(Whole(steps), Math.Max(1, each))), Whole(steps)) : (AtLeast1("epoch"), Whole((double)AtLeast1("epoch") * each));
    }

    /// <summary>Changes a value: bool, long, double or string. Sample pictures are drawn at every save until somebody says otherwise.</summary>
    public void Set(string key, object value)
    {
        const string Saves = "save_every_n_epochs", Samples = "sample_every_n_epochs";
        var isFollowed = key == Saves && Number(Saves) == Number(Samples);
        _values[key] = value switch
        {
            double real when KohyaGuiKeys.Defaults[key] is long && real == Math.Truncate(real) => (long)real,
            string text when KohyaGuiKeys.Defaults[key] is long && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ => value,
        };
        if (isFollowed) _values[Samples] = _values[Saves];
        ForgetZero(key);
    }

    /// <summary>Brings a value back to its default.</summary>
    public void Reset(string key)
    {
        if (Usual._values.TryGetValue(key, out var usual)) _values[key] = usual;
        else _values.Remove(key);
        ForgetZero(key);
    }

    /// <summary>Brings everything but the name back to its default: kohya_ss' own, but the epochs count, and the optimizer needs no particular card.</summary>
    public void Reset() => ResetAll(Name);

    /// <summary>Takes up a settings file of kohya_ss, or a configuration file of sd-scripts. Fields that the former does not have stay as they are; the latter says everything, with sd-scripts' defaults.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="source">Its name: <c>.toml</c> is sd-scripts' kind.</param>
    /// <returns>What of the file has no effect, or another one.</returns>
    /// <exception cref="KohyaConfigException">It is no such file.</exception>
    /// <exception cref="InvalidSettingsException">A value in it is wrong.</exception>
    public IReadOnlyList<string> Load(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!source.EndsWith(".toml", StringComparison.OrdinalIgnoreCase))
        {
            Take(KohyaJsonFile.Parse(text, source));
            return [];
        }

        var import = KohyaFiles.UnderstandToml(KohyaTomlFile.Parse(text, source));
        var config = KohyaFiles.ToGui(import.GivenOrThrow());
        foreach (var key in _values.Keys.Where(key => !KohyaGuiKeys.Defaults.ContainsKey(key)).ToList()) _values.Remove(key);
        Take(config);
        return import.Notes;
    }

    /// <summary>The fields as kohya_ss' settings file.</summary>
    public string Save() => KohyaJsonFile.Format(Config(new SortedDictionary<string, object>(_values, StringComparer.Ordinal) { [Additional] = KohyaGuiMapping.WithZeros(_values) }));

    /// <summary>The fields as sd-scripts' configuration file, without places.</summary>
    /// <exception cref="InvalidSettingsException">A value is wrong.</exception>
    public string SaveToml()
    {
        var toml = KohyaFiles.ToToml(KohyaFiles.Understand(ToConfig("model", "pictures", "results"), []).GivenOrThrow());
        foreach (var key in toml.Values.Keys.Where(key => IsForHereOnly(key) || NeedsPlace.Contains(key)).ToList()) toml.Values.Remove(key);
        return KohyaTomlFile.Format(toml);
    }

    /// <summary>The fields with the places that the studio gives.</summary>
    /// <param name="model">The checkpoint.</param>
    /// <param name="pictures">The image folder.</param>
    /// <param name="output">Where the run's files go.</param>
    /// <param name="regularization">The folder of regularisation pictures; empty for none.</param>
    public KohyaConfig ToConfig(string model, string pictures, string output, string regularization = "")
    {
        var values = new SortedDictionary<string, object>(_values, StringComparer.Ordinal);
        foreach (var key in _values.Keys.Where(IsPlace)) values.Remove(key);
        values[Additional] = KohyaPlaces.Without(Text(Additional), out _);
        values["pretrained_model_name_or_path"] = model;
        values["train_data_dir"] = pictures;
        values["reg_data_dir"] = regularization;
        values["output_dir"] = output;
        values["logging_dir"] = Path.Combine(output, "log");
        values[CaptionExtension] = PictureSets.CaptionExtension;
        return Config(values);
    }

    private static bool IsForHereOnly(string key) => key is not ("output_name" or "sample_prompt_text" or CaptionExtension) && KohyaPlaces.MayName(key);

    private static bool IsPlace(string key) => Given.Contains(key) || (!Taken.Contains(key) && KohyaPlaces.MayName(key));

    private static long DivideUp(long value, long by) => (value + by - 1) / by;

    // What no int holds is beyond every training, and may be shown as the largest.
    private static int Whole(double value) => (int)Math.Min(value, int.MaxValue);

    private int AtLeast1(string key) => Math.Max(1, Whole(Number(key)));

    /// <summary>A file says some zeros twice, for kohya_ss: what changes in the field is no longer one.</summary>
    private void ForgetZero(string key)
    {
        var words = KohyaGuiMapping.Words(Text(Additional));
        if (words.Remove($"--{key}=0")) _values[Additional] = string.Join(' ', words);
    }

    private void ResetAll(string name)
    {
        _values.Clear();
        foreach (var (key, value) in KohyaGuiKeys.Defaults) _values[key] = value;
        _values["max_train_steps"] = 0L;
        _values["optimizer"] = "AdamW";
        _values["mixed_precision"] = "bf16";
        _values["output_name"] = name;
        TrainingPreset.Standard.Apply(this, NativeSize.Usual);
    }

    private void Take(KohyaConfig config)
    {
        foreach (var (key, value) in config.Values)
        {
            if (value.Raw is bool or long or double or string && (key, value.Raw) is not ("output_name", "")) _values[key] = value.Raw;
        }
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
