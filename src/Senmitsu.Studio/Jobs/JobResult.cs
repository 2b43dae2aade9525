namespace Senmitsu.Studio.Jobs;

/// <summary>A file, or folder, that a job made.</summary>
/// <param name="Number">Its number within the job, from 0; with the job's id it names the file to a browser.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Where it is on this machine. Never shown to a browser of another machine.</param>
public sealed record JobResult(int Number, JobResultKind Kind, string Path)
{
    /// <summary>Its id in the gallery; <see langword="null"/> for what is no picture of the outputs folder.</summary>
    public long? ImageId { get; init; }

    /// <summary>Updates done when it was made; <see langword="null"/> outside of training.</summary>
    public int? Step { get; init; }

    /// <summary>Epoch of training, from 1; <see langword="null"/> outside of training.</summary>
    public int? Epoch { get; init; }
}
