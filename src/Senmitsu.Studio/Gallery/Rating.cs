namespace Senmitsu.Studio.Gallery;

/// <summary>What the user thinks of a picture.</summary>
public enum Rating
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>Of no use.</summary>
    Reject = 1,

    /// <summary>Worth keeping.</summary>
    Keep = 2,

    /// <summary>One of the best.</summary>
    Star = 3,
}
