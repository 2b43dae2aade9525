using System.Globalization;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>
/// Where the kohya_ss GUI sends something else than its fields say, or what sd-scripts refuses: the fields are followed, and it is said.
/// </summary>
internal static class KohyaGuiCorrections
{
    private const long BucketStep = 64, SizeStep = 8;

    /// <summary>The GUI drops every 0, and sd-scripts uses its default instead: fields whose 0 means something, with that default.</summary>
    private static readonly (string Key, string Fallback, string Meaning)[] MeaningfulZeros =
    [
        ("max_grad_norm", "1.0", "gradients are not clipped"),
        ("prior_loss_weight", "1.0", "regularisation pictures do not count"),
        ("network_alpha", "1.0", "alpha equals the rank"),
        ("lr_scheduler_power", "1.0", "the rate stays constant with polynomial"),
    ];

    /// <summary>Fields whose 0 means something and is dropped by the GUI.</summary>
    public static IEnumerable<string> MeaningfulZeroKeys => MeaningfulZeros.Select(zero => zero.Key);

    /// <summary>Corrects the arguments that <see cref="KohyaGuiMapping"/> made of a file.</summary>
    /// <param name="gui">Keys and values of the file.</param>
    /// <param name="arguments">Its arguments; changed.</param>
    /// <returns>What was corrected, one sentence each.</returns>
    public static IReadOnlyList<string> Apply(IReadOnlyDictionary<string, object?> gui, Dictionary<string, object?> arguments)
    {
        var notes = new List<string>();
        foreach (var (key, fallback, meaning) in MeaningfulZeros)
        {
            if (arguments.ContainsKey(key) || Number(gui.GetValueOrDefault(key)) is not 0 || IsWithoutEffect(key, gui)) continue;
            arguments[key] = 0.0;
            notes.Add($"{key} = 0 is used, so {meaning}; kohya_ss would not send the 0, and sd-scripts would use {fallback}");
        }

        if (Number(arguments.GetValueOrDefault("bucket_reso_steps")) is { } step && step % SizeStep != 0)
        {
            arguments["bucket_reso_steps"] = BucketStep;
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"bucket_reso_steps = {step} cannot be used: sd-scripts asks for a multiple of {BucketStep}; {BucketStep} is used"));
        }

        CutResolution(arguments, notes);
        KeepZeroRates(gui, arguments);
        NoteIdleEpochs(gui, notes);
        NoteIdleConvolution(gui, notes);
        NoteUnused(gui, notes);
        return notes;
    }

    private static bool IsWithoutEffect(string key, IReadOnlyDictionary<string, object?> gui) => key switch
    {
        "lr_scheduler_power" => gui.GetValueOrDefault("lr_scheduler") is not "polynomial",
        "prior_loss_weight" => gui.GetValueOrDefault("reg_data_dir") is null or "",
        _ => false,
    };

    /// <summary>The VAE works in steps of 8 pixels; sd-scripts cuts what is left over without a word.</summary>
    private static void CutResolution(Dictionary<string, object?> arguments, List<string> notes)
    {
        if (arguments.GetValueOrDefault("resolution") is not string text || !KohyaResolution.TryParse(text, out var size)) return;
        var cut = new Numerics.Images.ImageSize((int)(size.Width / SizeStep * SizeStep), (int)(size.Height / SizeStep * SizeStep));
        if (cut == size) return;
        arguments["resolution"] = KohyaResolution.Format(cut);
        notes.Add($"resolution {size} is cut to {cut}, because the VAE works in steps of {SizeStep} pixels");
    }

    /// <summary>The default of the steps field is 1600, and then the epoch field does nothing.</summary>
    private static void NoteIdleEpochs(IReadOnlyDictionary<string, object?> gui, List<string> notes)
    {
        var (steps, epochs) = (Number(gui.GetValueOrDefault("max_train_steps")), Number(gui.GetValueOrDefault("epoch")));
        if (steps is not > 0 || epochs is not > 1 || Number(gui.GetValueOrDefault("max_train_epochs")) is > 0) return;
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"Epoch = {epochs} has no effect beside Max train steps = {steps}; for {epochs} epochs add --max_train_epochs {epochs}, or set the steps to 0"));
    }

    /// <summary>The GUI refuses to start with three rates of 0; a dropped one would be sd-scripts' 2e-6, which trains nothing visible.</summary>
    private static void KeepZeroRates(IReadOnlyDictionary<string, object?> gui, Dictionary<string, object?> arguments)
    {
        if (Number(gui.GetValueOrDefault("learning_rate")) is 0 && arguments.GetValueOrDefault("unet_lr") is null && arguments.GetValueOrDefault("text_encoder_lr") is null)
            arguments["learning_rate"] = 0.0;
    }

    /// <summary>The GUI shows the fields of convolutions for LoRA-FA and does not send them.</summary>
    private static void NoteIdleConvolution(IReadOnlyDictionary<string, object?> gui, List<string> notes)
    {
        if (gui.GetValueOrDefault("LoRA_type") is not KohyaGuiNetwork.LoraFa) return;
        foreach (var key in new[] { "conv_dim", "conv_alpha" })
        {
            if (Number(gui.GetValueOrDefault(key)) is { } value && value != Number(KohyaGuiKeys.Defaults[key]))
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"{key} = {value} has no effect: kohya_ss does not send it with LoRA type {KohyaGuiNetwork.LoraFa}, so no convolution is trained; choose Kohya LoCon, or add --network_args conv_dim=N conv_alpha=N to the additional parameters"));
        }
    }

    /// <summary>Fields that are set and steer nothing; unknown ones apart, because they may be misspelt.</summary>
    private static void NoteUnused(IReadOnlyDictionary<string, object?> gui, List<string> notes)
    {
        var set = gui.Where(pair => !KohyaGuiMapping.Uses(pair.Key) && pair.Value is not (null or "" or false or 0L or 0.0 or "0")).ToList();
        var unknown = set.Where(pair => !KohyaGuiKeys.Defaults.ContainsKey(pair.Key)).Select(pair => pair.Key).ToList();
        var idle = set.Where(pair => KohyaGuiKeys.Defaults.TryGetValue(pair.Key, out var usual) && KohyaValues.Display(pair.Value) != KohyaValues.Display(usual)).Select(pair => pair.Key).ToList();
        if (unknown.Count > 0) notes.Add($"not known in a kohya_ss file and not used: {string.Join(", ", unknown)}; correct the names if they were meant to do something");
        if (idle.Count > 0) notes.Add($"without effect here: {string.Join(", ", idle)}");
    }

    private static double? Number(object? value) => value switch
    {
        long whole => whole,
        double number => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
