#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>Cuts of hair.</summary>
public enum HairCut
{
    Long,
    Bob,
    Ponytail,
    Bun,
    Curly,
    Short,
}
