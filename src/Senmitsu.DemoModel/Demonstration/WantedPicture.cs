using Senmitsu.DemoModel.Truth;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>A line of prompt and what it names that can be checked.</summary>
/// <param name="Prompt">The line.</param>
/// <param name="Facts">Fact → its right answer.</param>
public sealed record WantedPicture(string Prompt, IReadOnlyDictionary<PortraitFact, int> Facts)
{
    /// <summary>The part of the line that says how somebody is to be shown; empty if all of it says who.</summary>
    public string Wish { get; init; } = "";
}
