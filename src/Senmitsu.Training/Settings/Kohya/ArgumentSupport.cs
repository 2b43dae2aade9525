namespace Senmitsu.Training.Settings.Kohya;

/// <summary>What happens when an argument is given.</summary>
public enum ArgumentSupport
{
    /// <summary>It does what it does in sd-scripts.</summary>
    Supported,

    /// <summary>It does not change the result: accepted and reported.</summary>
    Harmless,

    /// <summary>It would change the result and is not done: any value but the default is an error.</summary>
    Refused,
}
