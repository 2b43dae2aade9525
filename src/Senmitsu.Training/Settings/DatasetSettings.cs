using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Training.Settings;

/// <summary>Images and captions.</summary>
public sealed record DatasetSettings
{
    private const int UsualTokenLength = 75;

    /// <summary>Folder that holds folders named <c>repeats_name</c>. Required unless there is a <see cref="DatasetConfig"/>, with which it is ignored.</summary>
    public string TrainDataDir { get; init; } = "";

    /// <summary>Folder of the same layout with pictures of what the model knows already; null = none. Ignored with <see cref="DatasetConfig"/>.</summary>
    public string? RegDataDir { get; init; }

    /// <summary>File that describes the data sets, TOML or JSON; what it leaves out comes from these settings. Null = none.</summary>
    public string? DatasetConfig { get; init; }

    /// <summary>File that names the pictures in <see cref="TrainDataDir"/> and their captions, which then needs no folders of repeats; null = none. Ignored with <see cref="DatasetConfig"/>.</summary>
    public string? InJson { get; init; }

    /// <summary>What the loss of regularisation pictures is multiplied by. Default 1.</summary>
    public double PriorLossWeight { get; init; } = 1;

    /// <summary>Refuse a data set with pictures that cannot be read, instead of leaving them out.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Build a right folder beside a wrong one and train from it; the wrong one stays as it is.</summary>
    public bool FixesFolders { get; init; }

    /// <summary>Repeats where no folder name and no <see cref="DatasetConfig"/> gives them.</summary>
    public int DatasetRepeats { get; init; } = 1;

    /// <summary>Size trained at, or the area of the buckets. Required, multiples of 8, usually 512,512.</summary>
    public ImageSize? Resolution { get; init; }

    /// <summary>Sort images into buckets of similar shape instead of cutting all to one.</summary>
    public bool EnableBucket { get; init; }

    /// <summary>Shortest side of a bucket. Ignored without <see cref="EnableBucket"/>.</summary>
    public int MinBucketReso { get; init; } = 256;

    /// <summary>Longest side of a bucket. Ignored without <see cref="EnableBucket"/>.</summary>
    public int MaxBucketReso { get; init; } = 1024;

    /// <summary>Sides of buckets are multiples of this, itself a multiple of 8. Ignored without <see cref="EnableBucket"/>.</summary>
    public int BucketResoSteps { get; init; } = 64;

    /// <summary>Make buckets to fit small images instead of enlarging these. Ignored without <see cref="EnableBucket"/>.</summary>
    public bool BucketNoUpscale { get; init; }

    /// <summary>Ending of the caption files beside the images.</summary>
    public string CaptionExtension { get; init; } = ".caption";

    /// <summary>Put the tags of a caption in a new random order every time.</summary>
    public bool ShuffleCaption { get; init; }

    /// <summary>Number of leading tags that are neither shuffled nor dropped: the trigger word.</summary>
    public int KeepTokens { get; init; }

    /// <summary>What separates tags.</summary>
    public string CaptionSeparator { get; init; } = ",";

    /// <summary>Put before every caption; null = nothing.</summary>
    public string? CaptionPrefix { get; init; }

    /// <summary>Put after every caption; null = nothing.</summary>
    public string? CaptionSuffix { get; init; }

    /// <summary>Share of images trained with an empty caption, 0…1.</summary>
    public double CaptionDropoutRate { get; init; }

    /// <summary>Share of tags left out, 0…1; the kept tags stay.</summary>
    public double CaptionTagDropoutRate { get; init; }

    /// <summary>Brackets in captions weigh words, as in prompts.</summary>
    public bool WeightedCaptions { get; init; }

    /// <summary>All captions are left out every so many epochs; 0 = never.</summary>
    public int CaptionDropoutEveryNEpochs { get; init; }

    /// <summary>Ends the tags that are neither shuffled nor dropped, instead of <see cref="KeepTokens"/>; null = none.</summary>
    public string? KeepTokensSeparator { get; init; }

    /// <summary>Joins tags that are shuffled and dropped as one; null = none.</summary>
    public string? SecondarySeparator { get; init; }

    /// <summary>Pick one line of each caption and one alternative of each <c>{a|b}</c>.</summary>
    public bool EnableWildcard { get; init; }

    /// <summary>Tags the first step has besides the kept ones. Ignored without <see cref="TokenWarmupStep"/>.</summary>
    public int TokenWarmupMin { get; init; } = 1;

    /// <summary>Step from which captions have all their tags; below 1 a share of the run; 0 = from the start.</summary>
    public double TokenWarmupStep { get; init; }

    /// <summary>How pictures are varied.</summary>
    public AugmentationRules Augmentation { get; init; } = new();

    /// <summary>Learn each pixel as much as it is opaque.</summary>
    public bool AlphaMask { get; init; }

    /// <summary>Learn only what masks show: those of <see cref="ConditioningDataDir"/>, or of a <see cref="DatasetConfig"/>.</summary>
    public bool MaskedLoss { get; init; }

    /// <summary>Folder of masks named like the pictures; null = none. Needs <see cref="MaskedLoss"/>.</summary>
    public string? ConditioningDataDir { get; init; }

    /// <summary>How pictures are scaled; null = area averaging to shrink, Lanczos to enlarge.</summary>
    public ResizeInterpolation? ResizeInterpolation { get; init; }

    /// <summary>Images per step.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Encode every image once and keep the latents.</summary>
    public bool CacheLatents { get; init; }

    /// <summary>Keep encoded images beside the pictures for the next run. Needs <see cref="CacheLatents"/>.</summary>
    public bool CacheLatentsToDisk { get; init; }

    /// <summary>Longest caption in tokens as it was given: 75, 150 or 225; null = 75.</summary>
    public int? MaxTokenLength { get; init; }

    /// <summary>Longest caption in tokens where it needs more than one window: 150 or 225; null = 75.</summary>
    public int? LongTokenLength => MaxTokenLength == UsualTokenLength ? null : MaxTokenLength;

    /// <summary>Images encoded at once while latents are cached.</summary>
    public int VaeBatchSize { get; init; } = 1;

    /// <summary>How pictures are sorted into buckets.</summary>
    internal BucketSettings ToBucketSettings() => new()
    {
        Resolution = Resolution ?? new ImageSize(512, 512),
        EnableBucket = EnableBucket,
        MinSize = MinBucketReso,
        MaxSize = MaxBucketReso,
        Steps = BucketResoSteps,
        NoUpscale = BucketNoUpscale,
    };

    /// <summary>How captions are varied.</summary>
    internal CaptionRules ToCaptionRules() => new()
    {
        ShuffleCaption = ShuffleCaption,
        KeepTokens = KeepTokens,
        KeepTokensSeparator = KeepTokensSeparator ?? "",
        CaptionSeparator = CaptionSeparator,
        SecondarySeparator = SecondarySeparator ?? "",
        EnableWildcard = EnableWildcard,
        CaptionPrefix = CaptionPrefix ?? "",
        CaptionSuffix = CaptionSuffix ?? "",
        CaptionDropoutRate = CaptionDropoutRate,
        CaptionDropoutEveryNEpochs = CaptionDropoutEveryNEpochs,
        CaptionTagDropoutRate = CaptionTagDropoutRate,
        TokenWarmupMin = TokenWarmupMin,
        TokenWarmupStep = TokenWarmupStep,
    };

    /// <summary>The data set without its folders.</summary>
    internal DatasetDefinition ToDefinition() => new() { Buckets = ToBucketSettings(), BatchSize = BatchSize, Interpolation = ResizeInterpolation };

    /// <summary>How the pictures of any folder are used.</summary>
    internal SubsetDefinition ToSubset() => new()
    {
        Repeats = DatasetRepeats,
        CaptionExtension = ImageFolder.WithDot(CaptionExtension),
        Captions = ToCaptionRules(),
        Augmentation = Augmentation,
        AlphaMask = AlphaMask,
        MaskFolder = MaskedLoss && ConditioningDataDir is { } masks ? Path.GetFullPath(masks) : null,
        Interpolation = ResizeInterpolation,
    };

    /// <summary>Checks every value and their combinations. Files and folders are not looked at.</summary>
    /// <returns>Every problem; empty if the settings can be used.</returns>
    public IReadOnlyList<SettingProblem> Validate() => [.. Problems()];

    internal IEnumerable<SettingProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(TrainDataDir) && DatasetConfig is null)
            yield return new("train_data_dir", "", "the image folder is required", "give the folder that holds folders named repeats_name, such as 10_my_concept");
        // A file of data sets gives the sizes; what it takes from here is checked with it.
        var sizeProblems = DatasetConfig is null ? SizeProblems(Resolution, ToBucketSettings(), "") : [];
        foreach (var problem in sizeProblems) yield return problem;
        if (BatchSize < 1) yield return Rules.Minimum("train_batch_size", BatchSize, 1);
        if (VaeBatchSize < 1) yield return Rules.Minimum("vae_batch_size", VaeBatchSize, 1);
        foreach (var problem in UseProblems(ToSubset(), "")) yield return problem;
        if (!(PriorLossWeight >= 0) || !double.IsFinite(PriorLossWeight)) yield return new("prior_loss_weight", Rules.Text(PriorLossWeight), "must be at least 0", "use 1");
        if (ConditioningDataDir is not null && !MaskedLoss) yield return new("conditioning_data_dir", ConditioningDataDir, "needs masked_loss", "add --masked_loss, or leave the folder out");
        if (MaxTokenLength is not (null or UsualTokenLength or 150 or 225))
            yield return new("max_token_length", Rules.Text(MaxTokenLength), "must be 75, 150 or 225", "choose one of these");
    }

    /// <summary>What is wrong with the use of a folder, whether these settings gave it or a file of data sets did.</summary>
    /// <param name="subset">The folder.</param>
    /// <param name="where">Put before the names of settings, as in "datasets[0].subsets[1].".</param>
    internal IEnumerable<SettingProblem> UseProblems(SubsetDefinition subset, string where)
    {
        var captions = subset.Captions;
        if (captions.CaptionSeparator.Length == 0) yield return new(where + "caption_separator", "", "the separator may not be empty", "use ','");
        if (captions.KeepTokens < 0) yield return Rules.Minimum(where + "keep_tokens", captions.KeepTokens, 0);
        if (captions.CaptionDropoutRate is not (>= 0 and <= 1)) yield return Rules.Share(where + "caption_dropout_rate", captions.CaptionDropoutRate);
        if (captions.CaptionTagDropoutRate is not (>= 0 and <= 1)) yield return Rules.Share(where + "caption_tag_dropout_rate", captions.CaptionTagDropoutRate);
        if (captions.CaptionDropoutEveryNEpochs < 0) yield return Rules.Minimum(where + "caption_dropout_every_n_epochs", captions.CaptionDropoutEveryNEpochs, 0);
        if (captions.TokenWarmupMin < 0) yield return Rules.Minimum(where + "token_warmup_min", captions.TokenWarmupMin, 0);
        if (!(captions.TokenWarmupStep >= 0) || !double.IsFinite(captions.TokenWarmupStep))
            yield return new(where + "token_warmup_step", Rules.Text(captions.TokenWarmupStep), "must be at least 0", "use a number of steps, or a share below 1");
        if (subset.Repeats < 1) yield return Rules.Minimum(where + "num_repeats", subset.Repeats, 1);
        if (CacheLatents && subset.Augmentation.Color)
            yield return new(where + "color_aug", "true", "when caching latents, either color_aug or random_crop cannot be used: the colours of a cached latent are fixed", "turn cache_latents off, or color_aug");
        if (CacheLatents && subset.Augmentation.RandomCrop)
            yield return new(where + "random_crop", "true", "when caching latents, either color_aug or random_crop cannot be used: the cut of a cached latent is fixed", "turn cache_latents off, or random_crop");
        if (subset.MaskFolder is not null && subset.Augmentation.RandomCrop)
            yield return new(where + "random_crop", "true", "cannot be used with masks of conditioning_data_dir", "turn random_crop off, or use alpha_mask");
    }

    /// <summary>What is wrong with sizes.</summary>
    /// <param name="resolution">The resolution; null where nobody gave it.</param>
    /// <param name="buckets">The buckets.</param>
    /// <param name="where">Put before the names of settings.</param>
    internal static IEnumerable<SettingProblem> SizeProblems(ImageSize? resolution, BucketSettings buckets, string where)
    {
        if (resolution is not { } size)
        {
            yield return new(where + "resolution", "", "the training resolution is required", "use 512,512 for Stable Diffusion 1.x");
            yield break;
        }

        if (size.Width < 64 || size.Height < 64 || size.Width % 8 != 0 || size.Height % 8 != 0)
            yield return new(where + "resolution", size.ToString(), "both sides must be multiples of 8 and at least 64", "use 512,512 for Stable Diffusion 1.x");
        if (!buckets.EnableBucket) yield break;
        if (buckets.Steps < 8 || buckets.Steps % 8 != 0)
            yield return new(where + "bucket_reso_steps", Rules.Text(buckets.Steps), "must be a multiple of 8, the step of the VAE", "use 64");
        if (buckets.MinSize < 64) yield return Rules.Minimum(where + "min_bucket_reso", buckets.MinSize, 64);
        if (buckets.AdjustedMinSize > Math.Min(size.Width, size.Height))
            yield return new(where + "min_bucket_reso", Rules.Text(buckets.MinSize), $"must not exceed the shorter side of the resolution {size}", "lower it");
        if (buckets.AdjustedMaxSize < Math.Max(size.Width, size.Height))
            yield return new(where + "max_bucket_reso", Rules.Text(buckets.MaxSize), $"must not be below the longer side of the resolution {size}", "raise it");
    }
}
