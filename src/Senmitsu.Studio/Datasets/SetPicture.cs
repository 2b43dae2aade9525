namespace Senmitsu.Studio.Datasets;

/// <summary>A picture to train on.</summary>
/// <param name="Name">File name.</param>
/// <param name="Path">The file.</param>
/// <param name="Caption">The text beside it; empty without one.</param>
public sealed record SetPicture(string Name, string Path, string Caption)
{
    /// <summary>Changes whenever the picture does.</summary>
    public long Version { get; init; }

    /// <summary>Why its caption cannot be read; <see langword="null"/> if it can.</summary>
    public string? CaptionProblem { get; init; }

    /// <summary>The whole picture, if this one was cut out of it.</summary>
    public string? WholePath { get; init; }
}
