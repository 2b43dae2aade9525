using System.Globalization;
using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Translates between the kohya_ss GUI's LoRA settings file and the trainer's arguments, as the GUI itself does when it starts a training.</summary>
public static class KohyaGuiMapping
{
    private const string Additional = "additional_parameters";

    // Fields that only steer the GUI, its launcher or other model families: without meaning for the SD 1.x trainer.
    private static readonly HashSet<string> WithoutArgument =
    [
        "model_list", "num_cpu_threads_per_process", "num_processes", "num_machines", "multi_gpu", "gpu_ids", "main_process_port", "dynamo_backend", "dynamo_mode", "dynamo_use_fullgraph",
        "dynamo_use_dynamic", "extra_accelerate_launch_args", "lowvram", "stop_text_encoder_training", "t5xxl_lr", "sdxl_cache_text_encoder_outputs", "sdxl_no_half_vae", "LyCORIS_preset",
        "ggpo_sigma", "ggpo_beta", "fp8_base_unet", "epoch", "noise_offset_type", "sample_prompts",
    ];

    // Of these and of fields with names of their own, those that are looked at, or that say nothing by themselves.
    private static readonly HashSet<string> Steering = ["epoch", "noise_offset_type", "sample_prompts", "max_resolution", "optimizer", "lr_warmup", "model_list", "num_cpu_threads_per_process"];

    // Of these, those that say nothing by themselves.
    private static readonly string[] Idle = ["model_list", "num_cpu_threads_per_process"];

    // Fields that the GUI does not send with the other type of noise.
    private static readonly string[] OffsetArguments = ["noise_offset", "noise_offset_random_strength", "adaptive_noise_scale"];

    /// <summary>Whether a field of a settings file is looked at.</summary>
    internal static bool Uses(string key) => Steering.Contains(key) || KohyaGuiNetwork.IsField(key) || (!WithoutArgument.Contains(key) && KohyaArguments.Find(key) is { IsOurs: false });

    /// <summary>Whether a value of a settings file changes a training.</summary>
    /// <param name="key">The key, known or not.</param>
    /// <param name="loraType">The file's <c>LoRA_type</c>.</param>
    public static bool HasEffect(string key, string loraType) =>
        Uses(key) && !Idle.Contains(key) && KohyaArguments.Find(key) is not { Support: ArgumentSupport.Harmless } && IsFieldOf(loraType, key);

    /// <summary>Whether a field belongs to a type of LoRA, or to all.</summary>
    /// <param name="loraType">The value of <c>LoRA_type</c>.</param>
    /// <param name="key">The field.</param>
    public static bool IsFieldOf(string loraType, string key) => !KohyaGuiNetwork.IsField(key) || KohyaGuiNetwork.Sends(loraType, key);

    /// <summary>The epochs of a settings file whose steps kohya_ss would compute; null where it would not.</summary>
    internal static long? EpochsWithoutSteps(IReadOnlyDictionary<string, object?> gui) =>
        Number(gui.GetValueOrDefault("max_train_steps")) > 0 || Number(gui.GetValueOrDefault("max_train_epochs")) > 0 ? null : (long)Math.Max(1, Number(gui.GetValueOrDefault("epoch")));

    /// <summary>The settings file for given settings: every key of the GUI, sorted, so that kohya_ss can load it, and keys for texts that it has no place for.</summary>
    /// <returns>Values are bool, long, double, string or, under such a key, a list of string.</returns>
    public static IReadOnlyList<KeyValuePair<string, object>> ToGui(TrainingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var gui = new SortedDictionary<string, object>(KohyaGuiKeys.Defaults.ToDictionary(), StringComparer.Ordinal);
        foreach (var binding in KohyaBindings.All)
        {
            if (gui.TryGetValue(binding.Argument, out var fallback)) gui[binding.Argument] = Typed(binding.Get(settings), fallback);
        }

        gui["max_resolution"] = KohyaResolution.Format(settings.Dataset.Resolution ?? new ImageSize(512, 512));
        gui["max_token_length"] = (long)(settings.Dataset.MaxTokenLength ?? 75);
        gui["vae_batch_size"] = (long)settings.Dataset.VaeBatchSize;
        gui["clip_skip"] = (long)(settings.Run.ClipSkip ?? 1);
        gui["max_timestep"] = (long)(settings.Loss.MaxTimestep ?? 1000);
        gui["epoch"] = (long)(settings.Run.MaxTrainEpochs ?? 1);
        gui["save_precision"] = KohyaBindings.NameOf(KohyaBindings.SavePrecisions, settings.Output.SavePrecision ?? TrainingType(settings.Run.MixedPrecision ?? MixedPrecision.No));
        gui["optimizer"] = settings.Optimizer.Type;
        gui["optimizer_args"] = string.Join(' ', OptimizerArguments.Write(settings.Optimizer));
        gui["lr_scheduler_type"] = settings.LearningRate.Torch?.Name ?? "";
        gui["lr_scheduler_args"] = string.Join(' ', SchedulerArguments.Write(settings.LearningRate));
        gui["noise_offset_type"] = settings.Loss.MultiresNoiseIterations is null ? "Original" : "Multires";
        gui["lr_scheduler"] = KohyaBindings.NameOf(KohyaBindings.Schedulers, settings.LearningRate.Scheduler);
        var warmup = settings.LearningRate.WarmupSteps;
        var percent = warmup.IsRatio ? Math.Round(warmup.Value * 100, 6) : 0;
        if (percent == Math.Truncate(percent)) gui["lr_warmup"] = (long)percent;
        else gui["lr_warmup"] = percent;
        gui["lr_warmup_steps"] = warmup.IsRatio ? 0L : (long)warmup.Value;
        gui["sample_prompts"] = settings.Samples.PromptText ?? "";
        gui["xformers"] = "none";
        gui["model_list"] = "custom";
        PutRates(gui, settings);
        var additional = PutWithoutField(gui, settings);
        if (!KohyaGuiNetwork.PutFields(gui, settings.Network)) additional.Add($"--network_args {string.Join(' ', NetworkArgumentList.Write(settings.Network))}");
        gui[Additional] = string.Join(' ', additional);
        gui[Additional] = WithZeros(gui);
        return [.. gui];
    }

    /// <summary>The additional parameters of a settings file, and with them each 0 that means something: the GUI drops it from its field.</summary>
    public static string WithZeros(IReadOnlyDictionary<string, object> gui)
    {
        ArgumentNullException.ThrowIfNull(gui);
        var words = Words(gui.GetValueOrDefault(Additional));
        var given = KohyaCommandLine.Parse(words, []);
        var zeros = KohyaGuiCorrections.MeaningfulZeroKeys.Where(key => gui.GetValueOrDefault(key) is 0L or 0.0 or "0" && !given.ContainsKey(key));
        return string.Join(' ', [.. words, .. zeros.Select(key => $"--{key}=0")]);
    }

    /// <summary>The trainer's arguments that the GUI would send for a settings file; to be given to <see cref="KohyaMapping.ToSettings"/>.</summary>
    /// <param name="gui">Keys and values of the file; keys may be missing, numbers may be text, as older releases wrote them.</param>
    public static IReadOnlyDictionary<string, object?> ToArguments(IReadOnlyDictionary<string, object?> gui) => ToArguments(gui, []);

    /// <summary>The trainer's arguments for a settings file.</summary>
    /// <param name="gui">Keys and values of the file.</param>
    /// <param name="words">Words of a command line, which will win over it: a length in them takes the place of the one that the GUI would compute.</param>
    internal static Dictionary<string, object?> ToArguments(IReadOnlyDictionary<string, object?> gui, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(gui);
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in gui)
        {
            if (value is null || WithoutArgument.Contains(key) || IsEmpty(value)) continue;
            if (KohyaArguments.Find(key) is { IsOurs: false }) arguments[key] = value;
        }

        arguments["resolution"] = gui.GetValueOrDefault("max_resolution") ?? KohyaGuiKeys.Defaults["max_resolution"];
        arguments["optimizer_type"] = gui.GetValueOrDefault("optimizer") ?? (gui.GetValueOrDefault("use_8bit_adam") is true ? "AdamW8bit" : "AdamW");
        foreach (var list in new[] { "optimizer_args", "lr_scheduler_args" }) arguments[list] = Words(gui.GetValueOrDefault(list));
        if (gui.GetValueOrDefault("sample_prompts") is string { Length: > 0 } prompts) arguments["sample_prompt_text"] = prompts; // the GUI writes sample/prompt.txt
        PutWarmup(arguments, gui);
        PutAttention(arguments, gui.GetValueOrDefault("xformers"));
        PutNoise(arguments, gui.GetValueOrDefault("noise_offset_type"));
        KohyaGuiNetwork.PutArguments(arguments, gui);
        PutRates(arguments, gui);
        PutAdditional(arguments, gui.GetValueOrDefault(Additional));
        PutLength(arguments, gui, words);
        return arguments;
    }

    private static SavePrecision TrainingType(MixedPrecision precision) => precision switch
    {
        MixedPrecision.Fp16 => SavePrecision.Fp16,
        MixedPrecision.Bf16 => SavePrecision.Bf16,
        _ => SavePrecision.Fp32,
    };

    private static object Typed(object? value, object fallback) => value switch
    {
        null => fallback switch { bool => false, string => "", double => 0.0, _ => 0L },
        long number when fallback is double => (double)number,
        _ => value,
    };

    // The GUI knows no "use the main rate" for one part alone, and says "train only the other" by a rate of 0.
    private static void PutRates(SortedDictionary<string, object> gui, TrainingSettings settings)
    {
        var (rates, network) = (settings.LearningRate, settings.Network);
        var both = network is { TrainUnet: true, TrainTextEncoder: true };
        var bothMain = both && rates.UnetLr is null && rates.TextEncoderLr is null;
        gui["unet_lr"] = bothMain || !network.TrainUnet ? 0.0 : rates.EffectiveUnetLr;
        gui["text_encoder_lr"] = bothMain || !network.TrainTextEncoder ? 0.0 : rates.EffectiveTextEncoderLr;
    }

    // What differs from the defaults and has no field in the GUI goes into its field for additional parameters, or under a key of its own: the GUI takes
    // quotes out of that field and splits at blanks, so it cannot say everything.
    private static List<string> PutWithoutField(SortedDictionary<string, object> gui, TrainingSettings settings)
    {
        var words = new List<string>();
        string[] elsewhere = ["resolution", "optimizer_type", "optimizer_args", "text_encoder_lr", "network_module", "network_args", "network_train_unet_only", "network_train_text_encoder_only", "lr_scheduler"];
        foreach (var (name, value) in KohyaMapping.ToArguments(settings))
        {
            if ((name, value) is ("seed", 0L)) words.Add("--seed=0"); // in its field it asks for a random one
            var isHidden = settings.Loss.MultiresNoiseIterations is not null && OffsetArguments.Contains(name);
            if (!isHidden && (KohyaGuiKeys.Defaults.ContainsKey(name) || elsewhere.Contains(name))) continue;
            var argument = KohyaArguments.Find(name)!;
            if (value is true) words.Add($"--{name}");
            else if (KohyaValues.TryConvert(argument, value, out var converted, out _) && KohyaValues.IsDefault(argument, converted)) continue;
            else if (!IsWord(value)) gui[name] = value;
            else words.Add(value is System.Collections.ICollection ? $"--{name} {KohyaValues.Display(value)}" : $"--{name}={KohyaValues.Display(value)}");
        }

        return words;
    }

    private static bool IsWord(object value) => value switch
    {
        string text => !text.Any(c => c is '"' || char.IsWhiteSpace(c)),
        List<string> texts => texts.TrueForAll(IsWord),
        _ => true,
    };

    private static bool IsEmpty(object value) => value is "" or "0" or false or 0L or 0 or 0.0;

    private static double Number(object? value) => value switch
    {
        double number => number,
        long number => number,
        int number => number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => 0,
    };

    /// <summary>The words of a field: kohya_ss takes double quotes out and splits at blanks.</summary>
    public static List<string> Words(object? value) =>
        [.. (value as string ?? "").Replace("\"", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static void PutWarmup(Dictionary<string, object?> arguments, IReadOnlyDictionary<string, object?> gui)
    {
        var steps = Number(gui.GetValueOrDefault("lr_warmup_steps"));
        var percent = Number(gui.GetValueOrDefault("lr_warmup"));
        arguments["lr_warmup_steps"] = steps > 0 ? (long)steps : percent > 0 ? StepCount.Ratio(percent / 100) : 0L;
    }

    // With 0 steps the GUI counts the steps of its epochs; the trainer counts epochs itself. Steps that are given besides replace the GUI's count.
    private static void PutLength(Dictionary<string, object?> arguments, IReadOnlyDictionary<string, object?> gui, IReadOnlyList<string> words)
    {
        const string Steps = "max_train_steps";
        if (EpochsWithoutSteps(gui) is not { } epochs || arguments.ContainsKey(Steps) || KohyaCommandLine.Parse(words, []).ContainsKey(Steps)) return;
        arguments.TryAdd("max_train_epochs", epochs);
    }

    private static void PutAttention(Dictionary<string, object?> arguments, object? choice)
    {
        arguments.Remove("xformers");
        if (choice is true or "xformers") arguments["xformers"] = true;
        else if (choice is "sdpa") arguments["sdpa"] = true;
    }

    private static void PutNoise(Dictionary<string, object?> arguments, object? type)
    {
        string[] unused = type is "Multires"
            ? OffsetArguments
            : ["multires_noise_iterations", "multires_noise_discount"];
        foreach (var name in unused) arguments.Remove(name);
    }

    private static void PutRates(Dictionary<string, object?> arguments, IReadOnlyDictionary<string, object?> gui)
    {
        var (textEncoder, unet) = (Number(gui.GetValueOrDefault("text_encoder_lr")), Number(gui.GetValueOrDefault("unet_lr")));
        arguments["text_encoder_lr"] = textEncoder > 0 ? new List<double> { textEncoder } : null;
        arguments["unet_lr"] = unet != 0 ? unet : null;
        if (textEncoder == 0 && unet != 0) arguments["network_train_unet_only"] = true;
        if (textEncoder != 0 && unet == 0) arguments["network_train_text_encoder_only"] = true;
    }

    private static void PutAdditional(Dictionary<string, object?> arguments, object? text)
    {
        var problems = new List<SettingProblem>();
        foreach (var (name, value) in KohyaCommandLine.Parse(Words(text), problems)) arguments[name] = value;
        // The wrong words stay in, as arguments that the mapping will refuse.
        foreach (var problem in problems) arguments[problem.Value.Length > 0 ? problem.Value : problem.Path] = true;
    }
}
