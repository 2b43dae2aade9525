namespace Senmitsu.Training.Datasets;

/// <summary>One folder and its pictures.</summary>
/// <param name="Definition">Where it is and how it is used.</param>
/// <param name="Images">At least one: its pictures in ordinal order of their paths, with the folder's repeats.</param>
public sealed record Subset(SubsetDefinition Definition, IReadOnlyList<TrainingImage> Images)
{
    /// <summary>Full path of the folder.</summary>
    public string Folder => Definition.Folder;

    /// <summary>The name that metadata gives it: the folder's own, as in "10_name", or that of its file of captions.</summary>
    public string Name => Path.GetFileName(Definition.MetadataPath ?? Folder);

    /// <summary>How often each picture is used in an epoch; for regularisation before balancing.</summary>
    public int Repeats => Definition.Repeats;

    /// <summary>The caption of pictures without one; may be empty.</summary>
    public string ClassTokens => Definition.ClassTokens ?? "";

    /// <summary>The first picture's name and what becomes of its caption, for people.</summary>
    public string CaptionExample => $"{Path.GetFileName(Images[0].Path)}: {Definition.Captions.Preview(Images[0].Caption)}";

    /// <summary>True for regularisation pictures.</summary>
    public bool IsRegularization => Definition.IsRegularization;
}
