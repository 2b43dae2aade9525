#pragma warning disable CS1591 // The members are the words of captions and say it all.
namespace Senmitsu.DemoModel.People;

/// <summary>Colours of clothes.</summary>
public enum ClothesColor
{
    Red,
    Blue,
    Green,
    Yellow,
    Purple,
    White,
    Black,
}
