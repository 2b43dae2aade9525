using Senmitsu.Models.Lora.Targets;
using System.Globalization;
using Senmitsu.Models.Lora;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>
/// The <c>key=value</c> pairs of <c>network_args</c> (kohya-ss/sd-scripts networks/lora.py, create_network; KohakuBlueleaf/LyCORIS lycoris/kohya.py).
/// One real line: <c>conv_dim=4 conv_alpha=1 down_lr_weight=sine+0.25 algo=lokr factor=8</c>.
/// </summary>
internal static class NetworkArgumentNames
{
    private const string WholeRule = "must be a whole number", NumberRule = "must be a number", ListRule = "must be numbers with commas between them";

    /// <summary>LyCORIS' names of its families.</summary>
    public static readonly IReadOnlyDictionary<string, AdapterFamily> Algorithms = new Dictionary<string, AdapterFamily>
    {
        ["lora"] = AdapterFamily.Lora, ["locon"] = AdapterFamily.Lora, ["loha"] = AdapterFamily.Loha, ["lokr"] = AdapterFamily.Lokr,
        ["dylora"] = AdapterFamily.Dylora, ["glora"] = AdapterFamily.Glora, ["ia3"] = AdapterFamily.Ia3, ["full"] = AdapterFamily.Full, ["diag-oft"] = AdapterFamily.Oft, ["boft"] = AdapterFamily.Boft,
    };

    /// <summary>LyCORIS' names of its presets.</summary>
    public static readonly IReadOnlyDictionary<string, TargetPreset> Presets = new Dictionary<string, TargetPreset>
    {
        ["full"] = TargetPreset.Full, ["full-lin"] = TargetPreset.FullLinear, ["attn-mlp"] = TargetPreset.AttentionAndMlp, ["attn-only"] = TargetPreset.AttentionOnly,
        ["unet-only"] = TargetPreset.UnetOnly, ["unet-transformer-only"] = TargetPreset.UnetTransformerOnly, ["unet-convblock-only"] = TargetPreset.UnetConvolutionBlocksOnly,
        ["ia3"] = TargetPreset.Ia3,
    };

    private static readonly IReadOnlyList<NetworkArgument> Widths =
    [
        new("conv_dim", WholeRule, (n, v) => Whole(v) is { } x ? n with { ConvolutionRank = x } : null, n => Text(n.ConvolutionRank)),
        new("conv_alpha", NumberRule, (n, v) => Number(v) is { } x ? n with { ConvolutionAlpha = x } : null, n => Text(n.ConvolutionAlpha)),
    ];

    private static readonly IReadOnlyList<NetworkArgument> LoraPlus =
    [
        new("loraplus_lr_ratio", NumberRule, (n, v) => Number(v) is { } x ? n with { LoraPlusRatio = x } : null, n => Text(n.LoraPlusRatio)),
        new("loraplus_unet_lr_ratio", NumberRule, (n, v) => Number(v) is { } x ? n with { LoraPlusUnetRatio = x } : null, n => Text(n.LoraPlusUnetRatio)),
        new("loraplus_text_encoder_lr_ratio", NumberRule, (n, v) => Number(v) is { } x ? n with { LoraPlusTextEncoderRatio = x } : null, n => Text(n.LoraPlusTextEncoderRatio)),
    ];

    private static readonly IReadOnlyList<NetworkArgument> Dropouts =
    [
        new("rank_dropout", NumberRule, (n, v) => Number(v) is { } x ? n with { RankDropout = x } : null, n => n.RankDropout == 0 ? null : Text(n.RankDropout)),
        new("module_dropout", NumberRule, (n, v) => Number(v) is { } x ? n with { ModuleDropout = x } : null, n => n.ModuleDropout == 0 ? null : Text(n.ModuleDropout)),
    ];

    private static readonly IReadOnlyList<NetworkArgument> Blocks =
    [
        new("block_dims", ListRule, (n, v) => Wholes(v) is { } x ? n with { BlockRanks = x } : null, n => Text(n.BlockRanks)),
        new("block_alphas", ListRule, (n, v) => Numbers(v) is { } x ? n with { BlockAlphas = x } : null, n => Text(n.BlockAlphas)),
        new("conv_block_dims", ListRule, (n, v) => Wholes(v) is { } x ? n with { ConvolutionBlockRanks = x } : null, n => Text(n.ConvolutionBlockRanks)),
        new("conv_block_alphas", ListRule, (n, v) => Numbers(v) is { } x ? n with { ConvolutionBlockAlphas = x } : null, n => Text(n.ConvolutionBlockAlphas)),
        new("down_lr_weight", BlockRateCurve.Rule, (n, v) => BlockRateCurve.Parse(v) is { } x ? n with { DownRateWeights = x } : null, n => Text(n.DownRateWeights)),
        new("mid_lr_weight", NumberRule, (n, v) => Number(v) is { } x ? n with { MidRateWeight = x } : null, n => Text(n.MidRateWeight)),
        new("up_lr_weight", BlockRateCurve.Rule, (n, v) => BlockRateCurve.Parse(v) is { } x ? n with { UpRateWeights = x } : null, n => Text(n.UpRateWeights)),
        new("block_lr_zero_threshold", NumberRule, (n, v) => Number(v) is { } x ? n with { BlockRateThreshold = x } : null, n => n.BlockRateThreshold == 0 ? null : Text(n.BlockRateThreshold)),
    ];

    private static readonly IReadOnlyList<NetworkArgument> Lycoris =
    [
        Of("algo", $"must be one of {string.Join(", ", Algorithms.Keys)}", (l, v) => Algorithms.TryGetValue(v.ToLowerInvariant(), out var x) ? l with { Algorithm = x } : null,
            l => l.Algorithm == AdapterFamily.Lora ? null : Algorithms.First(pair => pair.Value == l.Algorithm).Key),
        Of("preset", $"must be one of {string.Join(", ", Presets.Keys)}; preset files are not supported", (l, v) => Presets.TryGetValue(v, out var x) ? l with { Preset = x } : null,
            l => l.Preset == TargetPreset.Full ? null : Presets.First(pair => pair.Value == l.Preset).Key),
        Of("factor", WholeRule, (l, v) => Whole(v) is { } x ? l with { Lokr = l.Lokr with { Factor = x } } : null, l => l.Lokr.Factor == -1 ? null : Text(l.Lokr.Factor)),
        Flag("decompose_both", (l, v) => l with { Lokr = l.Lokr with { DecomposesBoth = v } }, l => l.Lokr.DecomposesBoth),
        Flag("full_matrix", (l, v) => l with { Lokr = l.Lokr with { IsFullMatrix = v } }, l => l.Lokr.IsFullMatrix),
        Flag("unbalanced_factorization", (l, v) => l with { Lokr = l.Lokr with { IsUnbalanced = v } }, l => l.Lokr.IsUnbalanced),
        Flag("use_tucker", (l, v) => l with { UsesTucker = l.UsesTucker || v }, l => l.UsesTucker),
        Flag("use_cp", (l, v) => l with { UsesTucker = l.UsesTucker || v }, _ => false),
        Flag("use_conv_cp", (l, v) => l with { UsesTucker = l.UsesTucker || v }, _ => false),
        Of("block_size", WholeRule, (l, v) => Whole(v) is { } x ? l with { BlockSize = x } : null, l => l.BlockSize == 4 ? null : Text(l.BlockSize)),
        Of("constraint", NumberRule, (l, v) => Number(v) is { } x ? l with { Constraint = x } : null, l => l.Constraint == 0 ? null : Text(l.Constraint)),
        Flag("rescaled", (l, v) => l with { IsRescaled = v }, l => l.IsRescaled),
        Flag("train_on_input", (l, v) => l with { ScalesInputs = v }, l => l.ScalesInputs),
        Flag("use_scalar", (l, v) => l with { UsesScalar = v }, l => l.UsesScalar),
        Flag("train_norm", (l, v) => l with { TrainsNorms = v }, l => l.TrainsNorms),
        Flag("rank_dropout_scale", (l, v) => l with { ScalesRankDropout = v }, l => l.ScalesRankDropout),
        Flag("rs_lora", (l, v) => l with { IsRankStabilized = v }, l => l.IsRankStabilized),
        Flag("dora_wd", (l, v) => l with { IsDora = v }, l => l.IsDora),
        Of("wd_on_output", "", (l, v) => l with { IsDoraByOutput = Truth(v) }, l => l.IsDoraByOutput ? null : "False"),
    ];

    private static readonly IReadOnlyList<NetworkArgument> Dylora =
    [
        new("unit", WholeRule, (n, v) => Whole(v) is { } x ? n with { Unit = x } : null, n => n.Unit == 1 ? null : Text(n.Unit)),
    ];

    // sd-scripts takes any text for true.
    private static readonly IReadOnlyList<NetworkArgument> Oft =
    [
        new("enable_all_linear", "", (n, v) => n with { RotatesAllLinear = v.Length > 0 }, n => n.RotatesAllLinear ? "True" : null),
        new("enable_conv", "", (n, v) => n with { RotatesConvolutions = v.Length > 0 }, n => n.RotatesConvolutions ? "True" : null),
    ];

    /// <summary>The arguments of a kind of network.</summary>
    public static IReadOnlyList<NetworkArgument> Of(string module) => module switch
    {
        NetworkSettings.LycorisModule => [.. Widths, .. Dropouts, .. LoraPlus, .. Lycoris],
        NetworkSettings.DyloraModule => [.. Widths, .. LoraPlus, .. Dylora],
        NetworkSettings.OftModule => Oft,
        _ => [.. Widths, .. Dropouts, .. LoraPlus, .. Blocks],
    };

    /// <summary>Whether a network takes an argument without looking at it.</summary>
    public static bool IsWithoutEffect(string module, string name) =>
        WithoutEffect.Contains(name) || (module is NetworkSettings.DyloraModule or NetworkSettings.OftModule && Widths.Concat(Dropouts).Concat(LoraPlus).Concat(Blocks).Concat(Dylora).Any(argument => argument.Name == name));

    /// <summary>Arguments that are known but only may be off.</summary>
    public static readonly IReadOnlySet<string> OnlyOff = new HashSet<string>(StringComparer.Ordinal)
    {
        "constraint", "constrain", "rescaled", "rank_dropout_scale", "train_norm", "use_scalar", "dropout", "train_on_input",
    };

    /// <summary>Arguments that no network for SD 1.x and 2.x looks at. <c>bypass_mode</c> is another way to the same numbers, but for network_dropout, which LyCORIS uses on that way alone.</summary>
    private static readonly HashSet<string> WithoutEffect = new(StringComparer.Ordinal) { "block_size", "unit", "bypass_mode", "train_t5xxl", "ggpo_beta", "ggpo_sigma" };

    private static NetworkArgument Of(string name, string rule, Func<LycorisSettings, string, LycorisSettings?> set, Func<LycorisSettings, string?> get) =>
        new(name, rule, (n, v) => set(n.Lycoris, v) is { } lycoris ? n with { Lycoris = lycoris } : null, n => get(n.Lycoris));

    private static NetworkArgument Flag(string name, Func<LycorisSettings, bool, LycorisSettings> set, Func<LycorisSettings, bool> get) =>
        Of(name, "", (l, v) => set(l, Truth(v)), l => get(l) ? "True" : null);

    // LyCORIS takes any text but "false" for true.
    private static bool Truth(string text) => !text.Equals("false", StringComparison.OrdinalIgnoreCase);

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    private static ValueList<int>? Wholes(string text) => text.Split(',', StringSplitOptions.TrimEntries).Select(Whole).ToList() is var list && list.Contains(null) ? null : new(list.Select(value => value!.Value));

    private static ValueList<double>? Numbers(string text) => text.Split(',', StringSplitOptions.TrimEntries).Select(Number).ToList() is var list && list.Contains(null) ? null : new(list.Select(value => value!.Value));

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);

    private static string? Text<T>(ValueList<T>? values)
        where T : IFormattable => values is null ? null : string.Join(',', values.Select(value => Text(value)));
}
