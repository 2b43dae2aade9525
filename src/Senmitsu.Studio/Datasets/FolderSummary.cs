namespace Senmitsu.Studio.Datasets;

/// <summary>One folder of a data set.</summary>
/// <param name="Name">As in "10_name".</param>
/// <param name="Path">Full path.</param>
/// <param name="Repeats">How often each picture is used in an epoch.</param>
/// <param name="IsRegularization">Whether its pictures are regularisation.</param>
/// <param name="Pictures">Readable pictures.</param>
/// <param name="Captions">Pictures with a caption file.</param>
/// <param name="CaptionExample">The first picture's name and what becomes of its caption.</param>
public sealed record FolderSummary(string Name, string Path, int Repeats, bool IsRegularization, int Pictures, int Captions, string CaptionExample);
