using Senmitsu.Generation.Settings;

namespace Senmitsu.Training.Settings.Kohya;

/// <summary>Which arguments may name a file or a folder. Settings that come from a page or with a file of somebody else are used without these.</summary>
public static class KohyaPlaces
{
    // Texts that name no place. What is not known to be one of these may be a path.
    private static readonly HashSet<string> PlainTexts =
    [
        "resolution", "caption_prefix", "caption_suffix", "caption_separator", "keep_tokens_separator", "secondary_separator", "face_crop_aug_range",
        "metadata_title", "metadata_author", "metadata_description", "metadata_license", "metadata_tags", "metadata_usage_hint", "metadata_merged_from", "metadata_trigger_phrase",
        "metadata_preprocessor", "metadata_is_negative_embedding", "training_comment", "optimizer_type", "optimizer_args", "lr_scheduler", "lr_scheduler_type", "lr_scheduler_args",
        "network_module", "network_args", "sample_sampler", "noise_offset_type",
    ];

    /// <summary>Whether an argument may name a file or a folder, or a part of such a name.</summary>
    /// <param name="name">As in files: dashes count as underscores. What is no argument, or always refused, names no place.</param>
    public static bool MayName(string name) =>
        KohyaArguments.Find(name) is { Kind: ArgumentKind.Text or ArgumentKind.TextList, Choices.Count: 0, Support: not ArgumentSupport.Refused } argument && !PlainTexts.Contains(argument.Name);

    /// <summary>The words of kohya_ss' field for additional parameters that are settings and name no place.</summary>
    /// <param name="additional">--zero_terminal_snr --caption_prefix=photo --output_dir /elsewhere</param>
    /// <param name="left">What is left out: places, words that are not understood, and arguments that sd-scripts does not have.</param>
    public static string Without(string additional, out IReadOnlyList<string> left)
    {
        var (kept, others) = (new List<string>(), new List<string>());
        foreach (var group in Groups(KohyaGuiMapping.Words(additional))) (IsPlain(group) ? kept : others).AddRange(group);
        left = others;
        return string.Join(' ', kept);
    }

    private static bool IsPlain(List<string> group)
    {
        var problems = new List<SettingProblem>();
        var values = KohyaCommandLine.Parse(group, problems);
        return problems.Count == 0 && values.Keys.All(name => !MayName(name) && KohyaArguments.Find(name) is { Support: ArgumentSupport.Supported, IsOurs: false });
    }

    private static IEnumerable<List<string>> Groups(List<string> words)
    {
        var group = new List<string>();
        foreach (var word in words)
        {
            if (word.StartsWith("--", StringComparison.Ordinal) && group.Count > 0)
            {
                yield return group;
                group = [];
            }

            group.Add(word);
        }

        if (group.Count > 0) yield return group;
    }
}
