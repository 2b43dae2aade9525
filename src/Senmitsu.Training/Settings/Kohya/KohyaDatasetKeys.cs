using Senmitsu.Formats.Kohya;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Every key of sd-scripts' files of data sets (<c>library/config_util.py</c>, ConfigSanitizer).</summary>
internal static class KohyaDatasetKeys
{
    private const DatasetLevels Any = DatasetLevels.General | DatasetLevels.Dataset | DatasetLevels.Subset;
    private const DatasetLevels Upper = DatasetLevels.General | DatasetLevels.Dataset;

    private const string IsFlag = "must be true or false", IsText = "must be a text", IsWhole = "must be a whole number", IsNumber = "must be a number";

    /// <summary>All keys by name.</summary>
    public static IReadOnlyDictionary<string, KohyaDatasetKey> All { get; } = new KohyaDatasetKey[]
    {
        OfDataset("resolution", "must be a whole number or [width, height]", (d, v) => Size(v) is { } size ? Bucket(d, b => b with { Resolution = size }) : null),
        OfDataset("batch_size", IsWhole, (d, v) => Whole(v) is { } n ? d with { BatchSize = n } : null),
        OfDataset("enable_bucket", IsFlag, (d, v) => Flag(v) is { } on ? Bucket(d, b => b with { EnableBucket = on }) : null),
        OfDataset("min_bucket_reso", IsWhole, (d, v) => Whole(v) is { } n ? Bucket(d, b => b with { MinSize = n }) : null),
        OfDataset("max_bucket_reso", IsWhole, (d, v) => Whole(v) is { } n ? Bucket(d, b => b with { MaxSize = n }) : null),
        OfDataset("bucket_reso_steps", IsWhole, (d, v) => Whole(v) is { } n ? Bucket(d, b => b with { Steps = n }) : null),
        OfDataset("bucket_no_upscale", IsFlag, (d, v) => Flag(v) is { } on ? Bucket(d, b => b with { NoUpscale = on }) : null),
        OfDataset("network_multiplier", IsNumber, (d, v) => Number(v) is { } n ? d with { NetworkMultiplier = n } : null),
        OfDataset("validation_split", "must be a number of at least 0.0 and below 1.0", (d, v) => Number(v) is >= 0 and < 1 and var share ? d with { ValidationSplit = share } : null),
        OfDataset("validation_seed", IsWhole, (d, v) => Whole(v) is { } n ? d with { ValidationSeed = n } : null),
        new("resize_interpolation", Any, $"must be one of {string.Join(", ", KohyaBindings.Interpolations.Keys)}",
            (d, v) => Interpolation(v) is { } way ? d with { Interpolation = way } : null, (s, v) => Interpolation(v) is { } way ? s with { Interpolation = way } : null),

        OfSubset("num_repeats", Any, IsWhole, (s, v) => Whole(v) is { } n ? s with { Repeats = n } : null),
        OfSubset("shuffle_caption", Any, IsFlag, (s, v) => Flag(v) is { } on ? Caption(s, c => c with { ShuffleCaption = on }) : null),
        OfSubset("caption_separator", Any, IsText, (s, v) => Text(v) is { } text ? Caption(s, c => c with { CaptionSeparator = text }) : null),
        OfSubset("keep_tokens", Any, IsWhole, (s, v) => Whole(v) is { } n ? Caption(s, c => c with { KeepTokens = n }) : null),
        OfSubset("keep_tokens_separator", Any, IsText, (s, v) => Text(v) is { } text ? Caption(s, c => c with { KeepTokensSeparator = text }) : null),
        OfSubset("secondary_separator", Any, IsText, (s, v) => Text(v) is { } text ? Caption(s, c => c with { SecondarySeparator = text }) : null),
        OfSubset("enable_wildcard", Any, IsFlag, (s, v) => Flag(v) is { } on ? Caption(s, c => c with { EnableWildcard = on }) : null),
        OfSubset("caption_prefix", Any, IsText, (s, v) => Text(v) is { } text ? Caption(s, c => c with { CaptionPrefix = text }) : null),
        OfSubset("caption_suffix", Any, IsText, (s, v) => Text(v) is { } text ? Caption(s, c => c with { CaptionSuffix = text }) : null),
        OfSubset("caption_dropout_rate", Any, IsNumber, (s, v) => Number(v) is { } n ? Caption(s, c => c with { CaptionDropoutRate = n }) : null),
        OfSubset("caption_tag_dropout_rate", Any, IsNumber, (s, v) => Number(v) is { } n ? Caption(s, c => c with { CaptionTagDropoutRate = n }) : null),
        OfSubset("caption_dropout_every_n_epochs", Any, IsWhole, (s, v) => Whole(v) is { } n ? Caption(s, c => c with { CaptionDropoutEveryNEpochs = n }) : null),
        OfSubset("token_warmup_min", Any, IsWhole, (s, v) => Whole(v) is { } n ? Caption(s, c => c with { TokenWarmupMin = n }) : null),
        OfSubset("token_warmup_step", Any, IsNumber, (s, v) => Number(v) is { } n ? Caption(s, c => c with { TokenWarmupStep = n }) : null),
        OfSubset("color_aug", Any, IsFlag, (s, v) => Flag(v) is { } on ? Augment(s, a => a with { Color = on }) : null),
        OfSubset("flip_aug", Any, IsFlag, (s, v) => Flag(v) is { } on ? Augment(s, a => a with { Flip = on }) : null),
        OfSubset("random_crop", Any, IsFlag, (s, v) => Flag(v) is { } on ? Augment(s, a => a with { RandomCrop = on }) : null),
        OfSubset("face_crop_aug_range", Any, "must be [low, high], two positive numbers in order", (s, v) => Face(v) is { } range ? Augment(s, a => a with { FaceCrop = range }) : null),
        OfSubset("custom_attributes", Any, "must be an empty table, because no attribute is supported", (s, v) => v.Raw is IReadOnlyDictionary<string, KohyaValue> { Count: 0 } ? s : null),
        OfSubset("caption_extension", Any, IsText, (s, v) => Text(v) is { } text ? s with { CaptionExtension = ImageFolder.WithDot(text) } : null),
        OfSubset("class_tokens", Any, IsText, (s, v) => Text(v) is { } text ? s with { ClassTokens = text } : null),
        OfSubset("cache_info", Any, IsFlag, (s, v) => Flag(v) is null ? null : s),
        OfSubset("image_dir", DatasetLevels.Subset, IsText, (s, v) => Text(v) is { } text ? s with { Folder = FullPath(text) } : null),
        OfSubset("is_reg", DatasetLevels.Subset, IsFlag, (s, v) => Flag(v) is { } on ? s with { IsRegularization = on } : null),
        OfSubset("alpha_mask", DatasetLevels.Subset, IsFlag, (s, v) => Flag(v) is { } on ? s with { AlphaMask = on } : null),
        OfSubset("conditioning_data_dir", DatasetLevels.Subset, IsText, (s, v) => Text(v) is { } text ? s with { MaskFolder = FullPath(text) } : null),
        OfSubset("metadata_file", DatasetLevels.Subset, IsText, (s, v) => Text(v) is { } text ? s with { MetadataPath = FullPath(text) } : null),
    }.ToDictionary(key => key.Name, StringComparer.Ordinal);

    private static KohyaDatasetKey OfDataset(string name, string rule, Func<DatasetDefinition, KohyaValue, DatasetDefinition?> put) => new(name, Upper, rule, put, (s, _) => s);

    private static KohyaDatasetKey OfSubset(string name, DatasetLevels levels, string rule, Func<SubsetDefinition, KohyaValue, SubsetDefinition?> put) => new(name, levels, rule, (d, _) => d, put);

    private static DatasetDefinition Bucket(DatasetDefinition dataset, Func<BucketSettings, BucketSettings> change) => dataset with { Buckets = change(dataset.Buckets) };

    private static SubsetDefinition Caption(SubsetDefinition subset, Func<CaptionRules, CaptionRules> change) => subset with { Captions = change(subset.Captions) };

    private static SubsetDefinition Augment(SubsetDefinition subset, Func<AugmentationRules, AugmentationRules> change) => subset with { Augmentation = change(subset.Augmentation) };

    private static bool? Flag(KohyaValue value) => value.Raw as bool?;

    private static string? Text(KohyaValue value) => value.Raw as string;

    private static int? Whole(KohyaValue value) => value.Raw is long number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    // sd-scripts refuses 1 where it wants 1.0; there is only one thing it can mean.
    private static double? Number(KohyaValue value) => value.Raw switch { double number => number, long number => number, _ => null };

    private static ImageSize? Size(KohyaValue value) => value.Raw switch
    {
        IReadOnlyList<KohyaValue> { Count: 2 } list when Whole(list[0]) is { } width && Whole(list[1]) is { } height => new ImageSize(width, height),
        _ => Whole(value) is { } side ? new ImageSize(side, side) : null,
    };

    private static FaceCropRange? Face(KohyaValue value) =>
        value.Raw is IReadOnlyList<KohyaValue> { Count: 2 } list && Number(list[0]) is { } low and > 0 && Number(list[1]) is { } high && low <= high ? new FaceCropRange(low, high) : null;

    private static ResizeInterpolation? Interpolation(KohyaValue value) =>
        Text(value) is { } name && KohyaBindings.Interpolations.TryGetValue(name, out var way) ? way : null;

    // A file written on Windows may say ".\img\10_cat".
    private static string FullPath(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(
        Path.DirectorySeparatorChar == '/' && path.Contains('\\', StringComparison.Ordinal) && !Directory.Exists(path) ? path.Replace('\\', '/') : path));
}
