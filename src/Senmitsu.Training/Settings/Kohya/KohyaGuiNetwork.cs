using System.Globalization;
using Senmitsu.Models.Lora;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Translates between kohya_ss' "LoRA type" with its fields and the trainer's <c>network_module</c> and <c>network_args</c>.</summary>
internal static class KohyaGuiNetwork
{
    private const string Standard = "Standard", LoCon = "Kohya LoCon", LoraFa = "LoRA-FA", LycorisPrefix = "LyCORIS/";

    // The GUI leaves these fields out when they are empty, or 0.
    private static readonly string[] Common =
        ["down_lr_weight", "mid_lr_weight", "up_lr_weight", "block_lr_zero_threshold", "block_dims", "block_alphas", "conv_block_dims", "conv_block_alphas", "rank_dropout", "module_dropout"];

    private static readonly string[] LoraPlus = ["loraplus_lr_ratio", "loraplus_unet_lr_ratio", "loraplus_text_encoder_lr_ratio"];

    // LyCORIS fields, which the GUI always sends.
    private static readonly string[] Lycoris =
        ["conv_dim", "conv_alpha", "use_tucker", "use_cp", "use_scalar", "rank_dropout", "module_dropout", "rank_dropout_scale", "bypass_mode", "dora_wd", "train_norm", "factor", "decompose_both"];

    // Networks the GUI offers and the families LyCORIS calls so.
    private static readonly Dictionary<string, string> Algorithms = new(StringComparer.Ordinal) { ["LyCORIS/LoCon"] = "locon", ["LyCORIS/LoHa"] = "loha", ["LyCORIS/LoKr"] = "lokr" };

    /// <summary>Puts module and arguments as the GUI sends them.</summary>
    public static void PutArguments(Dictionary<string, object?> arguments, IReadOnlyDictionary<string, object?> gui)
    {
        var type = gui.GetValueOrDefault("LoRA_type") as string ?? Standard;
        var items = new List<string>();
        if (Algorithms.TryGetValue(type, out var algorithm))
        {
            items.Add($"algo={algorithm}");
            if (gui.GetValueOrDefault("LyCORIS_preset") is string { Length: > 0 } preset) items.Add($"preset={preset}");
            var sent = algorithm == "lokr" ? Lycoris : Lycoris.Except(["factor", "decompose_both", "use_cp"]);
            items.AddRange(sent.Where(key => gui.GetValueOrDefault(key) is not (null or "")).Select(key => $"{key}={KohyaValues.Display(gui[key])}"));
        }
        else
        {
            var sent = type == LoCon ? Common.Prepend("conv_alpha").Prepend("conv_dim") : Common;
            items.AddRange(sent.Where(key => gui.GetValueOrDefault(key) is { } value && (key is "conv_dim" or "conv_alpha" || !IsEmpty(value))).Select(key => $"{key}={KohyaValues.Display(gui[key])}"));
        }

        items.AddRange(LoraPlus.Where(key => gui.GetValueOrDefault(key) is { } value && !IsEmpty(value)).Select(key => $"{key}={KohyaValues.Display(gui[key])}"));
        // Other networks get a name that no module has, so that the mapping refuses them by the name people know.
        arguments["network_module"] = type switch
        {
            Standard or LoCon => NetworkSettings.LoraModule,
            LoraFa => NetworkSettings.LoraFaModule,
            _ when algorithm is not null => NetworkSettings.LycorisModule,
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
        if (network.IsLycoris || gui["LoRA_type"] is LoCon)
        {
            gui["conv_dim"] = (long)(arguments.ConvolutionRank ?? network.Rank);
            PutNumber(gui, "conv_alpha", arguments.ConvolutionAlpha ?? (network.IsLycoris ? network.Alpha : 1));
            items.Remove("conv_dim");
            items.Remove("conv_alpha");
        }

        string[] fields = [.. network.IsLycoris ? Lycoris : Common, .. LoraPlus];
        foreach (var (key, text) in items.Where(item => fields.Contains(item.Key)).ToList())
        {
            if (gui[key] is bool) gui[key] = bool.Parse(text);
            else if (gui[key] is string) gui[key] = text;
            else PutNumber(gui, key, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
            items.Remove(key);
        }

        return items.Count == 0;
    }

    private static string TypeOf(NetworkSettings network) => network.Module switch
    {
        NetworkSettings.LycorisModule => LycorisPrefix + network.Arguments.Lycoris.Algorithm switch { AdapterFamily.Loha => "LoHa", AdapterFamily.Lokr => "LoKr", _ => "LoCon" },
        NetworkSettings.LoraFaModule => LoraFa,
        _ => network.Arguments.ConvolutionRank is null ? Standard : LoCon,
    };

    // The GUI's numbers are whole wherever they can be.
    private static void PutNumber(SortedDictionary<string, object> gui, string key, double value)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15) gui[key] = (long)value;
        else gui[key] = value;
    }

    private static bool IsEmpty(object value) => value is "" or "0" or false or 0L or 0 or 0.0;
}
