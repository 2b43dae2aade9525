using Senmitsu.Training.Datasets;

namespace Senmitsu.Studio.Datasets;

/// <summary>What a training would find in its data sets.</summary>
public sealed record DatasetReport
{
    /// <summary>The folders that are used.</summary>
    public IReadOnlyList<FolderSummary> Folders { get; init; } = [];

    /// <summary>Sizes of the pictures, the most frequent first.</summary>
    public IReadOnlyList<SizeCount> Sizes { get; init; } = [];

    /// <summary>Sizes that are trained, with repeats.</summary>
    public IReadOnlyList<SizeCount> Buckets { get; init; } = [];

    /// <summary>Pictures in an epoch, repeats and regularisation included.</summary>
    public long ImagesPerEpoch { get; init; }

    /// <summary>Batches in an epoch, the small last ones of buckets included.</summary>
    public int BatchesPerEpoch { get; init; }

    /// <summary>Pictures without a caption file that could be read.</summary>
    public IReadOnlyList<string> WithoutCaption { get; init; } = [];

    /// <summary>Pictures whose caption is no text at all.</summary>
    public IReadOnlyList<string> EmptyCaptions { get; init; } = [];

    /// <summary>Captions with more tokens than are trained; null when there was no tokenizer to count them.</summary>
    public IReadOnlyList<LongCaption>? LongCaptions { get; init; }

    /// <summary>Pictures that are the same byte for byte, in groups.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Duplicates { get; init; } = [];

    /// <summary>Pictures that look the same, the closest first.</summary>
    public IReadOnlyList<NearDuplicate> NearDuplicates { get; init; } = [];

    /// <summary>Pictures with fewer pixels than are trained, so that enlarging would blur them.</summary>
    public IReadOnlyList<SmallPicture> SmallPictures { get; init; } = [];

    /// <summary>Pictures whose transparent parts show whatever colour is hidden there.</summary>
    public IReadOnlyList<string> TransparentPictures { get; init; } = [];

    /// <summary>Everything else that was found, with advice.</summary>
    public IReadOnlyList<DatasetProblem> Problems { get; init; } = [];

    /// <summary>Whether a training would start.</summary>
    public bool IsUsable { get; init; }

    /// <summary>Whether <c>--fix</c> would help.</summary>
    public bool CanBeFixed => Problems.Any(problem => FolderFix.Repairs(problem.Kind));
}
