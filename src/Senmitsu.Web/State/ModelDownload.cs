namespace Senmitsu.Web.State;

/// <summary>A model on its way here.</summary>
/// <param name="Name"><c>OWNER/NAME:FILE</c>, as it was asked for.</param>
public sealed record ModelDownload(string Name)
{
    /// <summary>Bytes here.</summary>
    public long Received { get; init; }

    /// <summary>Bytes in all; 0 before that is known.</summary>
    public long Total { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver { get; init; }

    /// <summary>Why it failed; <see langword="null"/> if it did not.</summary>
    public string? Problem { get; init; }
}
