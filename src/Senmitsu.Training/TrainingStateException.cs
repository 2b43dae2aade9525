namespace Senmitsu.Training;

/// <summary>A state cannot be continued. The message says why and what to do.</summary>
public sealed class TrainingStateException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TrainingStateException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
