using System.Globalization;
using System.Text;

namespace Senmitsu.Training.Datasets;

/// <summary>The data set's part of the metadata in a LoRA file, character for character as sd-scripts writes it (Python's <c>json.dumps</c>).</summary>
public static class KohyaDatasetMetadata
{
    /// <summary>Value of <c>ss_tag_frequency</c>: <c>{"3_name": {"tag": 6}}</c>.</summary>
    public static string TagFrequency(TrainingImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Object(images.TagFrequency().Select(folder =>
            (folder.Folder, Object(folder.Tags.Select(tag => (tag.Tag, Number(tag.Count)))))));
    }

    /// <summary>Value of <c>ss_dataset_dirs</c>: <c>{"3_name": {"n_repeats": 3, "img_count": 6}}</c>.</summary>
    public static string DatasetDirs(TrainingImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Object(images.Subsets.Select(subset =>
            (subset.Name, Object([("n_repeats", Number(subset.Repeats)), ("img_count", Number(subset.Images.Count))]))));
    }

    /// <summary>Value of <c>ss_bucket_info</c>; <c>null</c> in letters when buckets are off.</summary>
    public static string BucketInfo(BucketPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.Settings.EnableBucket) return "null";
        var buckets = Object(plan.Buckets.Select((bucket, i) => (Number(i), Object([
            ("resolution", $"[{Number(bucket.Size.Width)}, {Number(bucket.Size.Height)}]"),
            ("count", Number(bucket.Images.Count)),
        ]))));
        return Object([("buckets", buckets), ("mean_img_ar_error", Number(plan.MeanAspectError))]);
    }

    private static string Object(IEnumerable<(string Key, string Value)> members) =>
        $"{{{string.Join(", ", members.Select(member => $"{Quoted(member.Key)}: {member.Value}"))}}}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>As Python's repr: "0.0", "0.05555555555555556", "1e-05".</summary>
    private static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        return text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0";
    }

    private static string Quoted(string text)
    {
        var result = new StringBuilder("\"", text.Length + 2);
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => result.Append('\\').Append(c),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                >= ' ' and <= '~' => result.Append(c),
                _ => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        }

        return result.Append('"').ToString();
    }
}
