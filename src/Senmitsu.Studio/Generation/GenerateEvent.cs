using Senmitsu.Generation;

namespace Senmitsu.Studio.Generation;

/// <summary>What happens during a generation, in order.</summary>
public abstract record GenerateEvent
{
    private GenerateEvent()
    {
    }

    /// <summary>Something the user should know.</summary>
    /// <param name="Text">One sentence.</param>
    public sealed record Noted(string Text) : GenerateEvent;

    /// <summary>The model is in memory.</summary>
    /// <param name="Device">Where.</param>
    /// <param name="DataType">In which number format.</param>
    /// <param name="Elapsed">How long loading took.</param>
    public sealed record ModelLoaded(string Device, string DataType, TimeSpan Elapsed) : GenerateEvent;

    /// <summary>A sampling step is done.</summary>
    /// <param name="Progress">Where the job stands.</param>
    public sealed record Sampled(SamplingProgress Progress) : GenerateEvent;

    /// <summary>A picture is whole on disk.</summary>
    /// <param name="Image">The picture.</param>
    public sealed record Saved(SavedImage Image) : GenerateEvent;

    /// <summary>A grid picture is whole on disk.</summary>
    /// <param name="Path">The PNG file; its index lies beside it.</param>
    public sealed record GridSaved(string Path) : GenerateEvent;
}
