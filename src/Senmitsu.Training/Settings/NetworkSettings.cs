using Senmitsu.Generation.Settings;
using Senmitsu.Models.Lora.Targets;
using Senmitsu.Models.Lora;
namespace Senmitsu.Training.Settings;

/// <summary>The LoRA.</summary>
public sealed record NetworkSettings
{
    /// <summary>LoRA, under the name sd-scripts gives it.</summary>
    public const string LoraModule = "networks.lora";

    /// <summary>LoRA-FA, whose down stays as it is drawn.</summary>
    public const string LoraFaModule = "networks.lora_fa";

    /// <summary>The LyCORIS families.</summary>
    public const string LycorisModule = "lycoris.kohya";

    /// <summary>DyLoRA, whose first ranks learn to do without the rest.</summary>
    public const string DyloraModule = "networks.dylora";

    /// <summary>OFT of the UNet; its rank is a number of blocks, its alpha a limit of the rotations.</summary>
    public const string OftModule = "networks.oft";

    private static readonly string[] Modules = [LoraModule, LoraFaModule, DyloraModule, OftModule, LycorisModule];

    /// <summary>Kind of network: one of the names above.</summary>
    public string Module { get; init; } = LoraModule;

    /// <summary>Width of each pair (<c>network_dim</c>); 4…128.</summary>
    public int Rank { get; init; } = 4;

    /// <summary>The pair is scaled by alpha / rank. Usually 1, half the rank, or the rank; 0 = the rank, as in sd-scripts.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>Finer settings (<c>network_args</c>).</summary>
    public NetworkArguments Arguments { get; init; } = new();

    /// <summary>What <see cref="Arguments"/> was read from, where the same would be written otherwise (<c>algo=locon</c>); null = nothing but what is written.</summary>
    public ValueList<string>? ArgumentsAsGiven { get; init; }

    /// <summary>A LoRA file to start from; null = from nothing.</summary>
    public string? Weights { get; init; }

    /// <summary>Take layers, ranks and alphas from <see cref="Weights"/> instead of the settings. Dropout is then ignored, as in sd-scripts.</summary>
    public bool DimFromWeights { get; init; }

    /// <summary>LoRA files added into the base model before training.</summary>
    public ValueList<string> BaseWeights { get; init; } = [];

    /// <summary>Strengths of <see cref="BaseWeights"/>; missing ones are 1.</summary>
    public ValueList<double> BaseWeightsMultiplier { get; init; } = [];

    /// <summary>Share of the narrow activations set to zero at random; null = none. Usual 0.1. Ignored by LyCORIS.</summary>
    public double? Dropout { get; init; }

    /// <summary>Longest norm of a layer's change; longer ones are shortened after each update. Null = any. Usual 1.</summary>
    public double? ScaleWeightNorms { get; init; }

    /// <summary>Train pairs in the UNet.</summary>
    public bool TrainUnet { get; init; } = true;

    /// <summary>Train pairs in the text encoder.</summary>
    public bool TrainTextEncoder { get; init; } = true;

    /// <summary>Whether the network is one of LyCORIS.</summary>
    internal bool IsLycoris => Module == LycorisModule;

    /// <summary>Whether convolutions of the UNet are trained though nobody gave them a width, which LyCORIS does and LoRA does not.</summary>
    internal bool CoversConvolutionsUnasked =>
        IsLycoris && TrainUnet && Arguments.ConvolutionRank is null && Arguments.Lycoris is { Algorithm: not AdapterFamily.Ia3, Preset: TargetPreset.Full or TargetPreset.UnetOnly or TargetPreset.UnetConvolutionBlocksOnly };

    /// <summary>Family, width and coverage of the new network.</summary>
    internal LoraSettings ToLora()
    {
        var lycoris = Arguments.Lycoris;
        var common = new LoraSettings { Rank = Rank, Alpha = Alpha, CoversUnet = TrainUnet, CoversTextEncoder = TrainTextEncoder, Dropout = ToDropout() };
        if (Module == DyloraModule)
            return common with { Family = AdapterFamily.Dylora, ConvolutionRank = Arguments.ConvolutionRank, ConvolutionAlpha = Alpha, Dylora = new() { Unit = Arguments.Unit } };
        if (Module == OftModule) return ToOft(common);
        if (!IsLycoris)
        {
            return common with
            {
                Family = Module == LoraFaModule ? AdapterFamily.FrozenDownLora : AdapterFamily.Lora,
                ConvolutionRank = Arguments.ConvolutionRank,
                ConvolutionAlpha = Arguments.ConvolutionAlpha ?? 1,
                Blocks = Arguments.ToBlocks(Rank, Alpha),
            };
        }

        return common with
        {
            Family = lycoris.Algorithm,
            Targets = lycoris.Preset,
            ConvolutionRank = Arguments.ConvolutionRank ?? Rank,
            ConvolutionAlpha = Arguments.ConvolutionAlpha ?? Alpha,
            UsesTucker = lycoris.UsesTucker,
            Lokr = lycoris.Lokr,
            IsRankStabilized = lycoris.IsRankStabilized,
            IsDora = lycoris.IsDora,
            IsDoraByOutput = lycoris.IsDoraByOutput,
            Dylora = new() { Unit = lycoris.BlockSize, LeavesOutLater = true },
            Oft = new() { Constraint = lycoris.Constraint, IsRescaled = lycoris.IsRescaled },
            ScalesInputs = lycoris.ScalesInputs,
            UsesScalar = lycoris.UsesScalar,
            TrainsNorms = lycoris.TrainsNorms,
        };
    }

    /// <summary>kohya-ss/sd-scripts networks/oft.py: one rank and alpha for all layers, none in the text encoder.</summary>
    private LoraSettings ToOft(LoraSettings common) => common with
    {
        Family = AdapterFamily.Oft,
        Targets = (Arguments.RotatesAllLinear, Arguments.RotatesConvolutions) switch
        {
            (false, false) => TargetPreset.AttentionOnly,
            (true, false) => TargetPreset.UnetTransformerOnly,
            (false, true) => TargetPreset.UnetAttentionAndConvolutions,
            _ => TargetPreset.Kohya,
        },
        ConvolutionRank = Arguments.RotatesConvolutions ? Rank : null,
        ConvolutionAlpha = Alpha,
        CoversTextEncoder = false,
        Oft = new() { Constraint = Alpha, CountsBlocks = true },
    };

    internal IEnumerable<SettingProblem> Problems()
    {
        if (!Modules.Contains(Module)) yield return new("network_module", Module, $"must be one of {string.Join(", ", Modules)}", $"use {LoraModule}");
        if (Rank < 1) yield return Rules.Minimum("network_dim", Rank, 1);
        if (Alpha is not >= 0 || !double.IsFinite(Alpha)) yield return new("network_alpha", Rules.Text(Alpha), "must be at least 0", "use 1, or 0 for the rank");
        else if (Alpha == 0 && Module == OftModule) yield return new("network_alpha", "0", $"must be greater than 0 in {OftModule}, whose rotations it limits: nothing would be learned", "use 1e-3");
        if (!TrainUnet && !TrainTextEncoder)
            yield return new("network_train_unet_only", "true", "excludes network_train_text_encoder_only: nothing would be trained", "give at most one of the two");
        if (IsLycoris && !TrainUnet && Arguments.Lycoris.Preset is (TargetPreset.UnetOnly or TargetPreset.UnetTransformerOnly or TargetPreset.UnetConvolutionBlocksOnly))
            yield return new("network_train_text_encoder_only", "true", "leaves nothing of a preset that covers the UNet alone", "use another preset, or leave it out");
        if (Dropout is not null and not (>= 0 and < 1)) yield return new("network_dropout", Rules.Text(Dropout), "must be at least 0 and below 1", "use 0.1");
        if (ScaleWeightNorms is not null and not (> 0 and < double.PositiveInfinity)) yield return new("scale_weight_norms", Rules.Text(ScaleWeightNorms), "must be greater than 0", "use 1");
        if (DimFromWeights && string.IsNullOrEmpty(Weights)) yield return new("dim_from_weights", "true", "needs network_weights", "give the file to start from");
        if (DimFromWeights && Module is DyloraModule or OftModule) yield return new("dim_from_weights", "true", $"cannot be used with {Module}: a file does not say how its network is trained", "give network_dim and network_alpha as they were for the file, and leave it out");
        if (BaseWeightsMultiplier.Count > BaseWeights.Count) yield return new("base_weights_multiplier", string.Join(' ', BaseWeightsMultiplier.Select(value => Rules.Text(value))), $"has more values than base_weights, which has {BaseWeights.Count}", "give one value for each file");
        if (Module == OftModule && !TrainUnet) yield return new("network_train_text_encoder_only", "true", $"leaves nothing of {OftModule}, which covers the UNet alone", "use another network_module, or leave it out");
        foreach (var problem in DyloraProblems().Concat(Arguments.Problems(IsLycoris))) yield return problem;
    }

    private IEnumerable<SettingProblem> DyloraProblems()
    {
        if (Module == DyloraModule)
        {
            if (Arguments.Unit < 1 || Rank % Arguments.Unit != 0) yield return new("unit", Rules.Text(Arguments.Unit), $"must divide network_dim, {Rank}", "use 1");
            if (Arguments.ConvolutionRank is { } width && width != Rank) yield return new("conv_dim", Rules.Text(width), $"must equal network_dim, {Rank}, in {DyloraModule}", "use the same number, or leave it out");
        }
        else if (IsLycoris && Arguments.Lycoris is { Algorithm: AdapterFamily.Dylora, BlockSize: var size } && (size < 1 || Rank % size != 0 || Arguments.ConvolutionRank % size is not (null or 0)))
        {
            yield return new("block_size", Rules.Text(size), "must divide network_dim and conv_dim", "use 1");
        }
    }

    // LyCORIS looks at it with bypass_mode=True only, which is not done here.
    private double EffectiveDropout => IsLycoris ? 0 : Dropout ?? 0;

    private bool IsDylora => Module == DyloraModule || (IsLycoris && Arguments.Lycoris.Algorithm == AdapterFamily.Dylora);

    private AdapterDropout? ToDropout() =>
        EffectiveDropout > 0 || Arguments.RankDropout > 0 || Arguments.ModuleDropout > 0 || IsDylora
            ? new AdapterDropout(EffectiveDropout, Arguments.RankDropout, Arguments.ModuleDropout, masksRows: IsLycoris, Arguments.Lycoris.ScalesRankDropout)
            : null;
}
