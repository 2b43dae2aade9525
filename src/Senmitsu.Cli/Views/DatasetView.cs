using Senmitsu.Studio.Datasets;

namespace Senmitsu.Cli.Views;

/// <summary>Shows what was found in a data set.</summary>
internal static class DatasetView
{
    private const int ShownPaths = 5;

    /// <summary>For people: what is there, then what to mend.</summary>
    public static void Write(TextWriter writer, DatasetReport report)
    {
        foreach (var folder in report.Folders)
        {
            var use = folder.IsRegularization ? "regularisation, " : "";
            writer.WriteLine($"{folder.Name}: {use}{folder.Pictures} pictures × {folder.Repeats} repeats, {folder.Captions} captions; {folder.CaptionExample}");
        }

        if (report.IsUsable)
        {
            writer.WriteLine($"sizes: {Sizes(report.Sizes)}");
            writer.WriteLine($"buckets: {Sizes(report.Buckets)} (with repeats)");
            writer.WriteLine($"an epoch: {report.ImagesPerEpoch} pictures in {report.BatchesPerEpoch} batches");
        }

        foreach (var group in report.Duplicates) writer.WriteLine($"→ the same file {group.Count} times: {Paths(group)}; keep one");
        foreach (var pair in report.NearDuplicates) writer.WriteLine($"→ look alike, {pair.Distance} of 64 bits differ: {pair.First} and {pair.Second}; keep the better one");
        List(writer, report.EmptyCaptions, "with an empty caption", "write one, or delete the caption file to use the folder's name");
        List(writer, [.. (report.LongCaptions ?? []).Select(caption => $"{caption.Path} ({caption.Tokens})")], "with a caption longer than is trained, in tokens", "shorten it, or train with max_token_length 150 or 225");
        List(writer, [.. report.SmallPictures.Select(picture => $"{picture.Path} ({picture.Width}x{picture.Height})")], "with fewer pixels than are trained", "use larger ones, or train smaller");
        foreach (var problem in report.Problems) writer.WriteLine($"→ {problem.Message}");
        if (report.LongCaptions is null && report.IsUsable) writer.WriteLine("tokens were not counted: no CLIP tokenizer found; give --tokenizer");
        if (report.CanBeFixed) writer.WriteLine("--fix builds a right folder beside this one and changes nothing here");
        writer.WriteLine(report.IsUsable ? "Can be trained." : "Cannot be trained: see the arrows above.");
    }

    /// <summary>For machines.</summary>
    public static object Summary(DatasetReport report, IReadOnlyList<string> notes) => new
    {
        usable = report.IsUsable,
        report.Folders,
        report.Sizes,
        report.Buckets,
        report.ImagesPerEpoch,
        report.BatchesPerEpoch,
        report.WithoutCaption,
        report.EmptyCaptions,
        report.LongCaptions,
        report.Duplicates,
        report.NearDuplicates,
        report.SmallPictures,
        report.TransparentPictures,
        problems = report.Problems.Select(problem => new { kind = problem.Kind.ToString(), problem.Path, problem.Message }),
        fixable = report.CanBeFixed,
        notes,
    };

    private static void List(TextWriter writer, IReadOnlyList<string> paths, string what, string advice)
    {
        if (paths.Count > 0) writer.WriteLine($"→ {paths.Count} pictures {what}: {Paths(paths)}; {advice}");
    }

    private static string Sizes(IReadOnlyList<SizeCount> sizes) => string.Join(", ", sizes.Select(size => $"{size.Width}x{size.Height}: {size.Count}"));

    private static string Paths(IReadOnlyList<string> paths) =>
        string.Join(", ", paths.Take(ShownPaths)) + (paths.Count > ShownPaths ? $" and {paths.Count - ShownPaths} more" : "");
}
