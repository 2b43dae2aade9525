#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>Colours of hair.</summary>
public enum HairColor
{
    Black,
    Brown,
    Blonde,
    Red,
    Silver,
    Pink,
}
