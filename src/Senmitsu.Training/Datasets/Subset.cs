namespace Senmitsu.Training.Datasets;

/// <summary>One <c>10_name</c> folder and its pictures.</summary>
/// <param name="Folder">Full path of the folder.</param>
/// <param name="Repeats">The number in front of its name: how often each picture is used in an epoch, at least 1.</param>
/// <param name="ClassTokens">The rest of its name, the caption of pictures without one; may be empty.</param>
/// <param name="Images">Its pictures in ordinal order of their paths.</param>
public sealed record Subset(string Folder, int Repeats, string ClassTokens, IReadOnlyList<TrainingImage> Images)
{
    /// <summary>The folder's own name, as in "10_name".</summary>
    public string Name => Path.GetFileName(Folder);
}
