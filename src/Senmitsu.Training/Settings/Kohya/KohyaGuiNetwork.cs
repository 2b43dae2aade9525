using System.Globalization;
using Senmitsu.Models.Lora;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Translates between kohya_ss' "LoRA type" with its fields and the trainer's <c>network_module</c> and <c>network_args</c>.</summary>
internal static class KohyaGuiNetwork
{
    /// <summary>The GUI's name of <see cref="NetworkSettings.LoraFaModule"/>.</summary>
    public const string LoraFa = "LoRA-FA";

    private const string Standard = "Standard", LoCon = "Kohya LoCon", Dylora = "Kohya DyLoRA", LycorisPrefix = "LyCORIS/";

    // The GUI leaves these fields out when they are empty, or 0.
    private static readonly string[] Common =
        ["down_lr_weight", "mid_lr_weight", "up_lr_weight", "block_lr_zero_threshold", "block_dims", "block_alphas", "conv_block_dims", "conv_block_alphas", "rank_dropout", "module_dropout"];

    private static readonly string[] LoraPlus = ["loraplus_lr_ratio", "loraplus_unet_lr_ratio", "loraplus_text_encoder_lr_ratio"];

    private static readonly string[] Widths = ["conv_dim", "conv_alpha"];
    private static readonly string[] Dropouts = ["rank_dropout", "module_dropout", "rank_dropout_scale"];
    private static readonly string[] Pairs = [.. Widths, .. Dropouts, "use_tucker", "use_scalar", "bypass_mode", "dora_wd", "train_norm"];

    // Networks of LyCORIS that the GUI offers, LyCORIS' name of the family, and the fields that the GUI always sends for it.
    private static readonly (string Type, AdapterFamily Family, string Algorithm, string[] Fields)[] Lycoris =
    [
        ("LoCon", AdapterFamily.Lora, "locon", Pairs),
        ("LoHa", AdapterFamily.Loha, "loha", Pairs),
        ("LoKr", AdapterFamily.Lokr, "lokr", [.. Pairs, "use_cp", "factor", "decompose_both"]),
        ("DyLoRA", AdapterFamily.Dylora, "dylora", [.. Widths, "block_size", "use_tucker", "rank_dropout", "module_dropout", "train_norm"]),
        ("GLoRA", AdapterFamily.Glora, "glora", [.. Widths, .. Dropouts, "train_norm"]),
        ("iA3", AdapterFamily.Ia3, "ia3", [.. Widths, "train_on_input"]),
        ("Native Fine-Tuning", AdapterFamily.Full, "full", [.. Dropouts, "use_tucker", "use_scalar", "train_norm"]),
        ("Diag-OFT", AdapterFamily.Oft, "diag-oft", [.. Widths, .. Dropouts, "constraint", "rescaled"]),
        ("BOFT", AdapterFamily.Boft, "boft", [.. Widths, .. Dropouts, "constraint", "rescaled"]),
    ];

    // Arguments whose field has another name.
    private static readonly Dictionary<string, string> FieldNames = new(StringComparer.Ordinal) { ["block_size"] = "unit", ["constraint"] = "constrain" };

    /// <summary>Whether a field of a settings file belongs to a network.</summary>
    public static bool IsField(string key) =>
        key is "LoRA_type" or "LyCORIS_preset" or "unit" || Common.Contains(key) || LoraPlus.Contains(key) || Widths.Contains(key) || Array.Exists(Lycoris, row => row.Fields.Any(field => Field(field) == key));

    /// <summary>Whether the GUI sends a field with a type.</summary>
    /// <param name="type">The value of <c>LoRA_type</c>.</param>
    /// <param name="key">A field for which <see cref="IsField"/> holds.</param>
    public static bool Sends(string type, string key)
    {
        if (key is "LoRA_type" || LoraPlus.Contains(key)) return true;
        var lycoris = Row(type);
        return lycoris.Fields is { } fields ? key is "LyCORIS_preset" || fields.Any(field => Field(field) == key) : Plain(type).Contains(key);
    }

    /// <summary>Puts module and arguments as the GUI sends them.</summary>
    public static void PutArguments(Dictionary<string, object?> arguments, IReadOnlyDictionary<string, object?> gui)
    {
        var type = gui.GetValueOrDefault("LoRA_type") as string ?? Standard;
        var items = new List<string>();
        var lycoris = Row(type);
        if (lycoris.Algorithm is { } algorithm)
        {
            items.Add($"algo={algorithm}");
            if (gui.GetValueOrDefault("LyCORIS_preset") is string { Length: > 0 } preset) items.Add($"preset={preset}");
            items.AddRange(lycoris.Fields.Where(key => gui.GetValueOrDefault(Field(key)) is not (null or "")).Select(key => $"{key}={KohyaValues.Display(gui[Field(key)])}"));
        }
        else
        {
            var sent = Plain(type).Where(key => type is not Dylora || !Widths.Contains(key) || !IsEmpty(gui.GetValueOrDefault("conv_dim") ?? ""));
            items.AddRange(sent.Where(key => gui.GetValueOrDefault(key) is { } value && (Widths.Contains(key) || !IsEmpty(value))).Select(key => $"{key}={KohyaValues.Display(gui[key])}"));
        }

        items.AddRange(LoraPlus.Where(key => gui.GetValueOrDefault(key) is { } value && !IsEmpty(value)).Select(key => $"{key}={KohyaValues.Display(gui[key])}"));
        // Other networks get a name that no module has, so that the mapping refuses them by the name people know.
        arguments["network_module"] = type switch
        {
            Standard or LoCon => NetworkSettings.LoraModule,
            LoraFa => NetworkSettings.LoraFaModule,
            Dylora => NetworkSettings.DyloraModule,
            _ when lycoris.Algorithm is not null => NetworkSettings.LycorisModule,
            _ => type,
        };
        arguments["network_args"] = items;
    }

    /// <summary>Puts type and fields of a network into a settings file.</summary>
    /// <returns>Whether the fields say everything; else the whole list belongs into the field for additional parameters.</returns>
    public static bool PutFields(SortedDictionary<string, object> gui, NetworkSettings network)
    {
        var arguments = network.Arguments;
        gui["LoRA_type"] = TypeOf(network);
        var items = NetworkArgumentList.Write(network).Select(item => item.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        items.Remove("algo");
        if (items.Remove("preset", out var preset)) gui["LyCORIS_preset"] = preset;
        if (gui["LoRA_type"] is Dylora) gui["conv_dim"] = 0L; // the GUI would send 1, which is refused
        if ((network.IsLycoris && Row(network).Fields.Contains("conv_dim")) || gui["LoRA_type"] is LoCon || (gui["LoRA_type"] is Dylora && arguments.ConvolutionRank is not null))
        {
            gui["conv_dim"] = (long)(arguments.ConvolutionRank ?? network.Rank);
            PutNumber(gui, "conv_alpha", arguments.ConvolutionAlpha ?? (network.IsLycoris ? network.Alpha : 1));
            items.Remove("conv_dim");
            items.Remove("conv_alpha");
        }

        string[] fields = [.. network.IsLycoris ? Row(network).Fields : Common, .. gui["LoRA_type"] is Dylora ? ["unit"] : Array.Empty<string>(), .. LoraPlus];
        foreach (var (key, text) in items.Where(item => fields.Contains(item.Key)).ToList())
        {
            var field = Field(key);
            if (gui[field] is bool) gui[field] = bool.Parse(text);
            else if (gui[field] is string) gui[field] = text;
            else PutNumber(gui, field, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
            items.Remove(key);
        }

        PutDefaults(gui, network);

        return items.Count == 0;
    }

    // What sd-scripts' own networks are sent.
    private static string[] Plain(string type) => type switch { LoCon => [.. Widths, .. Common], Dylora => [.. Widths, "unit", .. Common], _ => Common };

    private static string TypeOf(NetworkSettings network) => network.Module switch
    {
        NetworkSettings.LycorisModule => LycorisPrefix + Row(network).Type,
        NetworkSettings.LoraFaModule => LoraFa,
        NetworkSettings.DyloraModule => Dylora,
        NetworkSettings.OftModule => network.Module, // the GUI has no type for it
        _ => network.Arguments.ConvolutionRank is null ? Standard : LoCon,
    };

    // The GUI's fields have other defaults than the trainer's arguments, which are not written.
    private static void PutDefaults(SortedDictionary<string, object> gui, NetworkSettings network)
    {
        var lycoris = network.Arguments.Lycoris;
        if (network.IsLycoris && lycoris.Algorithm == AdapterFamily.Dylora) gui["unit"] = (long)lycoris.BlockSize;
        if (network.IsLycoris && lycoris.Algorithm == AdapterFamily.Ia3) gui["train_on_input"] = lycoris.ScalesInputs;
    }

    private static (string Type, AdapterFamily Family, string Algorithm, string[] Fields) Row(string type) => Array.Find(Lycoris, row => LycorisPrefix + row.Type == type);

    private static (string Type, AdapterFamily Family, string Algorithm, string[] Fields) Row(NetworkSettings network) => Array.Find(Lycoris, row => row.Family == network.Arguments.Lycoris.Algorithm);

    private static string Field(string argument) => FieldNames.GetValueOrDefault(argument, argument);

    // The GUI's numbers are whole wherever they can be.
    private static void PutNumber(SortedDictionary<string, object> gui, string key, double value)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15) gui[key] = (long)value;
        else gui[key] = value;
    }

    private static bool IsEmpty(object value) => value is "" or "0" or false or 0L or 0 or 0.0;
}
