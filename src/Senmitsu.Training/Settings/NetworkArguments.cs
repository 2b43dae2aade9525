using Senmitsu.Generation.Settings;
using Senmitsu.Models.Lora.Targets;
using Senmitsu.Models.Lora;

namespace Senmitsu.Training.Settings;

/// <summary>What sd-scripts takes as <c>network_args</c>: the finer settings of a network.</summary>
public sealed record NetworkArguments
{
    /// <summary>Width over k×k convolutions (<c>conv_dim</c>); null = convolutions are not covered, or with LyCORIS as wide as the rest. 0 = not covered.</summary>
    public int? ConvolutionRank { get; init; }

    /// <summary>Scale numerator over k×k convolutions (<c>conv_alpha</c>); null = 1, or with LyCORIS that of the rest.</summary>
    public double? ConvolutionAlpha { get; init; }

    /// <summary>Share of ranks left out at random in each pass; 0…1. Usual 0.1…0.3.</summary>
    public double RankDropout { get; init; }

    /// <summary>Share of modules left out at random in each pass; 0…1. Usual 0.1…0.3.</summary>
    public double ModuleDropout { get; init; }

    /// <summary>Width in each of the UNet's 25 blocks (<c>block_dims</c>); null = one width.</summary>
    public ValueList<int>? BlockRanks { get; init; }

    /// <summary>Scale numerator in each block (<c>block_alphas</c>); null = one.</summary>
    public ValueList<double>? BlockAlphas { get; init; }

    /// <summary>Width over k×k convolutions in each block (<c>conv_block_dims</c>); null = <see cref="ConvolutionRank"/>.</summary>
    public ValueList<int>? ConvolutionBlockRanks { get; init; }

    /// <summary>Scale numerator over k×k convolutions in each block (<c>conv_block_alphas</c>); null = <see cref="ConvolutionAlpha"/>.</summary>
    public ValueList<double>? ConvolutionBlockAlphas { get; init; }

    /// <summary>Factor of the UNet's rate in each of the 12 blocks on the way down (<c>down_lr_weight</c>); null = 1.</summary>
    public ValueList<double>? DownRateWeights { get; init; }

    /// <summary>Factor of the rate in the middle (<c>mid_lr_weight</c>); null = 1.</summary>
    public double? MidRateWeight { get; init; }

    /// <summary>Factor of the rate in each of the 12 blocks on the way up (<c>up_lr_weight</c>); null = 1.</summary>
    public ValueList<double>? UpRateWeights { get; init; }

    /// <summary>Blocks whose factor does not exceed this are left out (<c>block_lr_zero_threshold</c>).</summary>
    public double BlockRateThreshold { get; init; }

    /// <summary>How many times faster than the rest <c>lora_up</c> moves: LoRA+ (Hayou et al. 2024, 2402.12354); null = as fast. The paper suggests 16.</summary>
    public double? LoraPlusRatio { get; init; }

    /// <summary>As <see cref="LoraPlusRatio"/> for the UNet; null = that.</summary>
    public double? LoraPlusUnetRatio { get; init; }

    /// <summary>As <see cref="LoraPlusRatio"/> for the text encoder; null = that.</summary>
    public double? LoraPlusTextEncoderRatio { get; init; }

    /// <summary>Ranks that <c>networks.dylora</c> trains together (<c>unit</c>); they divide the rank. Ignored by others.</summary>
    public int Unit { get; init; } = 1;

    /// <summary>Whether <c>networks.oft</c> rotates all of the transformers, not attention alone (<c>enable_all_linear</c>). Ignored by others.</summary>
    public bool RotatesAllLinear { get; init; }

    /// <summary>Whether <c>networks.oft</c> rotates residual blocks and resizing convolutions too (<c>enable_conv</c>). Ignored by others.</summary>
    public bool RotatesConvolutions { get; init; }

    /// <summary>What only LyCORIS networks have. Ignored by others.</summary>
    public LycorisSettings Lycoris { get; init; } = new();

    /// <summary>Factor of the rate in each of the 25 blocks, 0 where a block is left out; null = no block has one.</summary>
    public IReadOnlyList<double>? BlockRateWeights()
    {
        if (DownRateWeights is null && MidRateWeight is null && UpRateWeights is null) return null;
        var ones = Enumerable.Repeat(1.0, UnetBlock.CountPerSide);
        return [.. (DownRateWeights ?? ones).Append(MidRateWeight ?? 1).Concat(UpRateWeights ?? ones).Select(weight => weight > BlockRateThreshold ? weight : 0)];
    }

    /// <summary>Widths block by block (networks/lora.py, get_block_dims_and_alphas, remove_block_dims_and_alphas); null = one width.</summary>
    internal BlockRanks? ToBlocks(int rank, double alpha)
    {
        var weights = BlockRateWeights();
        if (BlockRanks is null && weights is null) return null;
        var convolutionRanks = ConvolutionBlockRanks ?? (ConvolutionRank is { } width ? Same(width) : null);
        return new BlockRanks(Kept(BlockRanks ?? Same(rank)), BlockAlphas ?? Same(alpha), convolutionRanks is null ? null : Kept(convolutionRanks), ConvolutionBlockAlphas ?? Same(ConvolutionAlpha ?? 1));

        static ValueList<T> Same<T>(T value) => new(Enumerable.Repeat(value, UnetBlock.Count));
        List<int> Kept(IEnumerable<int> ranks) => [.. ranks.Select((value, i) => weights?[i] == 0 ? 0 : value)];
    }

    internal IEnumerable<SettingProblem> Problems(bool isLycoris)
    {
        if (ConvolutionRank < 0) yield return Rules.Minimum("conv_dim", ConvolutionRank.Value, 0);
        if (ConvolutionAlpha is not null and not (>= 0 and < double.PositiveInfinity)) yield return new("conv_alpha", Rules.Text(ConvolutionAlpha), "must not be negative", "use 1, or conv_dim");
        if (RankDropout is not (>= 0 and < 1)) yield return new("rank_dropout", Rules.Text(RankDropout), "must be at least 0 and below 1", "use 0.1");
        if (ModuleDropout is not (>= 0 and < 1)) yield return new("module_dropout", Rules.Text(ModuleDropout), "must be at least 0 and below 1", "use 0.1");
        (string Name, int? Count, int Wanted)[] lists =
        [
            ("block_dims", BlockRanks?.Count, UnetBlock.Count), ("block_alphas", BlockAlphas?.Count, UnetBlock.Count), ("conv_block_dims", ConvolutionBlockRanks?.Count, UnetBlock.Count),
            ("conv_block_alphas", ConvolutionBlockAlphas?.Count, UnetBlock.Count), ("down_lr_weight", DownRateWeights?.Count, UnetBlock.CountPerSide), ("up_lr_weight", UpRateWeights?.Count, UnetBlock.CountPerSide),
        ];
        foreach (var (name, count, wanted) in lists)
        {
            if (count is not null && count != wanted) yield return new(name, $"{count} values", $"must have {wanted} values, one for each block", "count the values");
        }

        foreach (var problem in BlockProblems()) yield return problem;
        (string Name, double? Value)[] ratios = [("loraplus_lr_ratio", LoraPlusRatio), ("loraplus_unet_lr_ratio", LoraPlusUnetRatio), ("loraplus_text_encoder_lr_ratio", LoraPlusTextEncoderRatio)];
        foreach (var (name, value) in ratios.Where(ratio => ratio.Value is not null))
        {
            if (value is not (> 0 and < double.PositiveInfinity)) yield return new(name, Rules.Text(value), "must be greater than 0", "use 16");
            else if (isLycoris && Lycoris.Algorithm is not (AdapterFamily.Lora or AdapterFamily.Dylora)) yield return new(name, Rules.Text(value), "is supported for algo=lora and algo=dylora only", "leave it out");
        }

        if (isLycoris && Lycoris.Constraint is not (>= 0 and < double.PositiveInfinity)) yield return new("constraint", Rules.Text(Lycoris.Constraint), "must be at least 0", "use 1e-4, or leave it out");
        if (isLycoris && Lycoris.Lokr.Factor is not (-1 or >= 1)) yield return new("factor", Rules.Text(Lycoris.Lokr.Factor), "must be -1 or at least 1", "use -1");
    }

    private IEnumerable<SettingProblem> BlockProblems()
    {
        if ((BlockRanks ?? ConvolutionBlockRanks) is { } && (BlockRanks ?? []).Concat(ConvolutionBlockRanks ?? []).Any(rank => rank < 0))
            yield return new("block_dims", "", "must not hold negative ranks", "use 0 to leave a block out");
        if ((BlockAlphas ?? []).Concat(ConvolutionBlockAlphas ?? []).Any(alpha => alpha is not (>= 0 and < double.PositiveInfinity)))
            yield return new("block_alphas", "", "must not hold negative values", "use the rank of each block");
        if ((DownRateWeights ?? []).Append(MidRateWeight ?? 1).Concat(UpRateWeights ?? []).Any(weight => weight is not (>= 0 and < double.PositiveInfinity)))
            yield return new("down_lr_weight", "", "must not hold negative values, nor mid_lr_weight or up_lr_weight", "use 0 to leave a block out");
        if ((BlockAlphas ?? (object?)ConvolutionBlockRanks ?? ConvolutionBlockAlphas) is not null && BlockRanks is null && BlockRateWeights() is null)
            yield return new("block_dims", "", "is needed with block_alphas, conv_block_dims and conv_block_alphas", "give 25 values");
        if (ToBlocks(1, 1) is { } blocks && blocks.Ranks.Skip(1).All(rank => rank == 0) && blocks.ConvolutionRanks?.Skip(1).Any(rank => rank > 0) != true)
            yield return new("block_dims", "", "leaves out every block", "give at least one block a rank and a rate");
    }
}
