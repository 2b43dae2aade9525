using Senmitsu.Generation.Settings;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Training.Settings;

/// <summary>Images and captions.</summary>
public sealed record DatasetSettings
{
    /// <summary>Folder that holds folders named <c>repeats_name</c>. Required.</summary>
    public string TrainDataDir { get; init; } = "";

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

    /// <summary>Images per step.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Encode every image once and keep the latents.</summary>
    public bool CacheLatents { get; init; }

    /// <summary>Longest caption in tokens: null = 75, or 150 or 225.</summary>
    public int? MaxTokenLength { get; init; }

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
        CaptionSeparator = CaptionSeparator,
        CaptionPrefix = CaptionPrefix ?? "",
        CaptionSuffix = CaptionSuffix ?? "",
        CaptionDropoutRate = CaptionDropoutRate,
        CaptionTagDropoutRate = CaptionTagDropoutRate,
    };

    internal IEnumerable<SettingProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(TrainDataDir))
            yield return new("train_data_dir", "", "the image folder is required", "give the folder that holds folders named repeats_name, such as 10_my_concept");
        foreach (var problem in SizeProblems()) yield return problem;
        if (CaptionSeparator.Length == 0) yield return new("caption_separator", "", "the separator may not be empty", "use ','");
        if (KeepTokens < 0) yield return Rules.Minimum("keep_tokens", KeepTokens, 0);
        if (BatchSize < 1) yield return Rules.Minimum("train_batch_size", BatchSize, 1);
        if (VaeBatchSize < 1) yield return Rules.Minimum("vae_batch_size", VaeBatchSize, 1);
        if (CaptionDropoutRate is not (>= 0 and <= 1)) yield return Rules.Share("caption_dropout_rate", CaptionDropoutRate);
        if (CaptionTagDropoutRate is not (>= 0 and <= 1)) yield return Rules.Share("caption_tag_dropout_rate", CaptionTagDropoutRate);
        if (MaxTokenLength is not (null or 150 or 225))
            yield return new("max_token_length", Rules.Text(MaxTokenLength), "must be 150, 225 or left out for 75", "choose one of these");
    }

    private IEnumerable<SettingProblem> SizeProblems()
    {
        if (Resolution is not { } size)
        {
            yield return new("resolution", "", "the training resolution is required", "use 512,512 for Stable Diffusion 1.x");
            yield break;
        }

        if (size.Width < 64 || size.Height < 64 || size.Width % 8 != 0 || size.Height % 8 != 0)
            yield return new("resolution", size.ToString(), "both sides must be multiples of 8 and at least 64", "use 512,512 for Stable Diffusion 1.x");
        if (!EnableBucket) yield break;
        if (BucketResoSteps < 8 || BucketResoSteps % 8 != 0)
            yield return new("bucket_reso_steps", Rules.Text(BucketResoSteps), "must be a multiple of 8, the step of the VAE", "use 64");
        if (MinBucketReso < 64) yield return Rules.Minimum("min_bucket_reso", MinBucketReso, 64);
        if (MinBucketReso > Math.Min(size.Width, size.Height))
            yield return new("min_bucket_reso", Rules.Text(MinBucketReso), $"must not exceed the shorter side of the resolution {size}", "lower it");
        if (MaxBucketReso < Math.Max(size.Width, size.Height))
            yield return new("max_bucket_reso", Rules.Text(MaxBucketReso), $"must not be below the longer side of the resolution {size}", "raise it");
    }
}
