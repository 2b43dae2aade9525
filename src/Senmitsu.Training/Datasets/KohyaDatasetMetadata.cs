using System.Globalization;
using System.Text;
using Senmitsu.Formats.Python;
using Senmitsu.Numerics.Images;
using Senmitsu.Training.Settings.Kohya;

namespace Senmitsu.Training.Datasets;

/// <summary>The data set's part of the metadata in a LoRA file, character for character as sd-scripts writes it (Python's <c>json.dumps</c>).</summary>
public static class KohyaDatasetMetadata
{
    private const string Null = "null";

    /// <summary>Value of <c>ss_tag_frequency</c>: <c>{"3_name": {"tag": 6}}</c>.</summary>
    public static string TagFrequency(TrainingImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return TagFrequency(images.TagFrequency());
    }

    /// <summary>Value of <c>ss_tag_frequency</c> for several data sets: a folder of two of them counts once.</summary>
    public static string TagFrequency(IReadOnlyList<DatasetPlan> datasets) =>
        TagFrequency(datasets.SelectMany(set => set.Images.TagFrequency()).DistinctBy(folder => folder.Folder, StringComparer.Ordinal));

    /// <summary>Value of <c>ss_dataset_dirs</c>: <c>{"3_name": {"n_repeats": 3, "img_count": 6}}</c>.</summary>
    public static string DatasetDirs(TrainingImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Dirs(images.Subsets.Where(subset => !subset.IsRegularization).Select(subset => (subset.Name, subset)));
    }

    /// <summary>Value of <c>ss_reg_dataset_dirs</c>; <c>{}</c> without regularisation.</summary>
    public static string RegularizationDirs(TrainingImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Dirs(images.Subsets.Where(subset => subset.IsRegularization).Select(subset => (subset.Name, subset)));
    }

    /// <summary>Value of <c>ss_dataset_dirs</c> for several data sets: equal names get " (2)", " (3)".</summary>
    public static string DatasetDirs(IReadOnlyList<DatasetPlan> datasets)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return Dirs(datasets.SelectMany(set => set.Images.Subsets).Where(subset => !subset.IsRegularization).Select(subset => (Unused(subset.Name), subset)).ToList());

        string Unused(string name)
        {
            var candidate = name;
            for (int i = 2; !names.Add(candidate); i++) candidate = $"{name} ({Number(i)})";
            return candidate;
        }
    }

    /// <summary>Value of <c>ss_datasets</c>, written in place of the keys of a single data set when a file described the data sets.</summary>
    public static string Datasets(IReadOnlyList<DatasetPlan> datasets) => List(datasets.Select(set => Object(
    [
        ("is_dreambooth", Flag(!HasMetadata(set))),
        ("batch_size_per_device", Number(set.Definition.BatchSize)),
        ("num_train_images", Number(set.Images.TrainedPerEpoch)),
        ("num_reg_images", Number(set.Images.RegularizationPictures)),
        ("resolution", Size(set.Definition.Buckets.Resolution)),
        ("enable_bucket", Flag(set.Definition.Buckets.EnableBucket)),
        ("min_bucket_reso", set.Definition.Buckets.EnableBucket ? Number(set.Definition.Buckets.AdjustedMinSize) : Null),
        ("max_bucket_reso", set.Definition.Buckets.EnableBucket ? Number(set.Definition.Buckets.AdjustedMaxSize) : Null),
        ("tag_frequency", TagFrequency(set.Images)),
        ("bucket_info", BucketInfo(set.Buckets)),
        ("resize_interpolation", Name(set.Definition.Interpolation)),
        ("subsets", List(set.Images.Subsets.Select(Description))),
    ])));

    /// <summary>Value of <c>ss_bucket_info</c>; <c>null</c> in letters when buckets are off.</summary>
    public static string BucketInfo(BucketPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.Settings.EnableBucket) return Null;
        var buckets = Object(plan.Buckets.Select((bucket, i) => (Number(i), Object([
            ("resolution", Size(bucket.Size)),
            ("count", Number(bucket.Images.Count)),
        ]))));
        return Object([("buckets", buckets), ("mean_img_ar_error", Number(plan.MeanAspectError))]);
    }

    private static string Description(Subset subset)
    {
        var (definition, captions, augmentation) = (subset.Definition, subset.Definition.Captions, subset.Definition.Augmentation);
        return Object(
        [
            ("img_count", Number(subset.Images.Count)),
            ("num_repeats", Number(subset.Repeats)),
            ("color_aug", Flag(augmentation.Color)),
            ("flip_aug", Flag(augmentation.Flip)),
            ("random_crop", Flag(augmentation.RandomCrop)),
            ("shuffle_caption", Flag(captions.ShuffleCaption)),
            ("keep_tokens", Number(captions.KeepTokens)),
            ("keep_tokens_separator", PythonJson.Quoted(captions.KeepTokensSeparator)),
            ("secondary_separator", OrNull(captions.SecondarySeparator)),
            ("enable_wildcard", Flag(captions.EnableWildcard)),
            ("caption_prefix", OrNull(captions.CaptionPrefix)),
            ("caption_suffix", OrNull(captions.CaptionSuffix)),
            ("resize_interpolation", Name(definition.Interpolation)),
            .. definition.Folder.Length > 0 ? [("image_dir", PythonJson.Quoted(Path.GetFileName(definition.Folder)))] : Array.Empty<(string, string)>(),
            .. definition.MetadataPath is { } metadata
                ? [("metadata_file", PythonJson.Quoted(Path.GetFileName(metadata)))]
                : new[] { ("class_tokens", definition.ClassTokens is { } tokens ? PythonJson.Quoted(tokens) : Null), ("is_reg", Flag(subset.IsRegularization)) },
        ]);
    }

    private static bool HasMetadata(DatasetPlan set) => set.Definition.Subsets.Any(subset => subset.MetadataPath is not null);

    private static string TagFrequency(IEnumerable<(string Folder, IReadOnlyList<(string Tag, int Count)> Tags)> folders) =>
        Object(folders.Select(folder => (folder.Folder, Object(folder.Tags.Select(tag => (tag.Tag, Number(tag.Count)))))));

    private static string Dirs(IEnumerable<(string Name, Subset Subset)> folders) => Object(folders.Select(folder =>
        (folder.Name, Object([("n_repeats", Number(folder.Subset.Repeats)), ("img_count", Number(folder.Subset.Images.Count))]))));

    private static string Size(ImageSize size) => $"[{Number(size.Width)}, {Number(size.Height)}]";

    private static string Name(ResizeInterpolation? interpolation) => interpolation is { } way ? PythonJson.Quoted(KohyaBindings.NameOf(KohyaBindings.Interpolations, way)) : Null;

    private static string OrNull(string text) => text.Length > 0 ? PythonJson.Quoted(text) : Null;

    private static string Flag(bool value) => value ? "true" : "false";

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    private static string Object(IEnumerable<(string Key, string Value)> members) =>
        $"{{{string.Join(", ", members.Select(member => $"{PythonJson.Quoted(member.Key)}: {member.Value}"))}}}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>As Python's repr: "0.0", "0.05555555555555556", "1e-05".</summary>
    private static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        return text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0";
    }
}
